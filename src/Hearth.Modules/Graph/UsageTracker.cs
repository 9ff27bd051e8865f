using System.Collections.Immutable;

namespace Hearth.Modules.Graph;

/// <summary>Keeps what each file refers to, and asks the compiler again only about files whose answer may have changed.</summary>
internal static class UsageTracker
{
    /// <param name="before">The program as it was; null at the first time.</param>
    /// <param name="known">What its files referred to.</param>
    /// <param name="now">The program as it is.</param>
    /// <param name="assumed">Files whose uses are taken as they were for now, with all that they might use.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static ImmutableSortedDictionary<string, FileUses> Update(
        ProgramFacts? before, ImmutableSortedDictionary<string, FileUses> known, ProgramFacts now, IReadOnlySet<string> assumed, CancellationToken cancellationToken)
    {
        var open = before is null || before.Environment != now.Environment ? [.. now.Files.Keys] : Affected(before, known, now);
        var walk = open.Where(file => !assumed.Contains(file)).ToArray();
        var walked = Walk(now, walk, cancellationToken);
        var uses = known.ToBuilder();
        uses.RemoveRange(known.Keys.Where(file => !now.Files.ContainsKey(file)));
        for (var index = 0; index < walk.Length; index++)
            uses[walk[index]] = walked[index];
        foreach (var file in assumed)
            uses[file] = new FileUses(known[file].Files.Union(Candidates(now, file)), known[file].Namespaces);
        return uses.ToImmutable();
    }

    public static FileUses[] Walk(ProgramFacts program, string[] files, CancellationToken cancellationToken)
    {
        var walked = new FileUses[files.Length];
        if (files.Length == 0)
            return walked;
        var declared = program.Files.Values.SelectMany(file => file.DeclaredNames.Concat(file.Declarations.Select(declaration => declaration.Name))).ToHashSet(StringComparer.Ordinal);
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, files.Length, options, index => walked[index] = UsageWalker.Walk(program.Whole, program.Files[files[index]], declared.Contains, cancellationToken));
        return walked;
    }

    /// <summary>Files that declare a name that a file mentions: all that it can refer to.</summary>
    public static IEnumerable<string> Candidates(ProgramFacts program, string file)
    {
        var mentioned = program.Files[file].Mentioned;
        return program.Files.Values.Where(other => other.Path != file && other.DeclaredNames.Any(mentioned.Contains)).Select(other => other.Path);
    }

    /// <summary>The files that changed, those that build on something that looks different now, and those that mention a name that was declared or withdrawn.</summary>
    private static HashSet<string> Affected(ProgramFacts before, ImmutableSortedDictionary<string, FileUses> known, ProgramFacts now)
    {
        var changed = now.Files.Values.Where(file => before.Files.GetValueOrDefault(file.Path)?.Text != file.Text).ToArray();
        var removed = before.Files.Values.Where(file => !now.Files.ContainsKey(file.Path)).ToArray();
        var affected = changed.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var moved = changed.Where(file => before.Files.GetValueOrDefault(file.Path)?.Surface != file.Surface).Concat(removed).Select(file => file.Path).ToArray();
        if (moved.Length == 0)
            return affected;
        affected.UnionWith(UsersOf(moved, known).Where(now.Files.ContainsKey));

        var old = changed.Select(file => before.Files.GetValueOrDefault(file.Path)).OfType<FileFacts>().Concat(removed).SelectMany(file => file.Declarations).ToHashSet();
        var names = changed.SelectMany(file => file.Declarations).ToHashSet();
        names.SymmetricExceptWith(old);
        var touched = names.Select(declaration => declaration.Name).ToHashSet(StringComparer.Ordinal);
        affected.UnionWith(now.Files.Values.Where(file => touched.Any(file.Mentioned.Contains)).Select(file => file.Path));
        return affected;
    }

    /// <summary>All that refer to them, directly or not.</summary>
    private static HashSet<string> UsersOf(IEnumerable<string> files, ImmutableSortedDictionary<string, FileUses> uses)
    {
        var users = uses.SelectMany(file => file.Value.Files.Select(used => (Used: used, User: file.Key))).ToLookup(pair => pair.Used, pair => pair.User, StringComparer.Ordinal);
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(files);
        while (open.TryPop(out var file))
            foreach (var user in users[file])
                if (found.Add(user))
                    open.Push(user);
        return found;
    }
}
