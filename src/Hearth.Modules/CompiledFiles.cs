using System.Collections.Immutable;
using Hearth.Coherence;
using Hearth.Modules.Manifests;

namespace Hearth.Modules;

/// <summary>Looks after a folder of compiled modules: what is damaged there, and what nothing needs any more. Changes nothing.</summary>
public static class CompiledFiles
{
    private const string Unfinished = ".tmp", Program = ".program.json", Module = ".module.json";
    private static readonly ImmutableArray<string> ByContent = [".dll", ".pdb", ".surface"];

    /// <summary>Files that are not what their names say, with what is wrong with each.</summary>
    /// <param name="directory">The folder; it need not be there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static IEnumerable<(string File, string Fault)> Damaged(string directory, CancellationToken cancellationToken)
    {
        foreach (var file in Files(directory))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (FaultOf(file) is { } fault)
                yield return (file, fault);
        }
    }

    /// <summary>Files that were not used for some time: of no program that was compiled since, and not of those that are named.</summary>
    /// <param name="directory">The folder; it need not be there.</param>
    /// <param name="current">The program as it is now.</param>
    /// <param name="pinned">Assemblies that runs keep.</param>
    /// <param name="before">What was written since is left.</param>
    public static ImmutableArray<string> Unused(string directory, CompiledProgram current, IReadOnlySet<string> pinned, DateTimeOffset before)
    {
        var files = Files(directory).ToList();
        var images = current.Modules.Select(module => Path.GetFileName(module.AssemblyPath)).Concat(pinned.Select(Path.GetFileName)).ToHashSet()!;
        HashSet<string> kept = [$"{current.Key}{Program}"];
        foreach (var file in files.Where(file => file.EndsWith(Program, StringComparison.Ordinal) && (kept.Contains(Path.GetFileName(file)) || !IsOld(file))))
            foreach (var module in RecordJson.ReadProgram(File.ReadAllBytes(file))?.Modules ?? [])
                images.Add($"{module.Record.Image}.dll");
        // What goes with an assembly that is kept is kept, too.
        foreach (var file in files.Where(file => file.EndsWith(Module, StringComparison.Ordinal)))
            if (RecordJson.ReadModule(File.ReadAllBytes(file)) is { } record && (images.Contains($"{record.Image}.dll") || !IsOld(file)))
                kept.UnionWith([Path.GetFileName(file), $"{record.Image}.dll", $"{record.Symbols}.pdb", $"{record.Surface}.surface"]);
        foreach (var module in current.Modules.Where(module => module.SymbolsPath is not null))
            kept.Add(Path.GetFileName(module.SymbolsPath!));
        return [.. files.Where(file => IsKnown(file) && IsOld(file) && !kept.Contains(Path.GetFileName(file)) && !images.Contains(Path.GetFileName(file)) && !IsNewer(file))];

        bool IsOld(string file) => File.GetLastWriteTimeUtc(file) < before.UtcDateTime;
    }

    private static string? FaultOf(string file)
    {
        if (file.EndsWith(Unfinished, StringComparison.Ordinal))
            return "it was never finished";
        var extension = ByContent.FirstOrDefault(suffix => file.EndsWith(suffix, StringComparison.Ordinal));
        if (extension is not null)
            return Path.GetFileName(file) == $"{Fingerprint.Of(File.ReadAllBytes(file))}{extension}" ? null : "its content is not what its name says";
        if (!file.EndsWith(Program, StringComparison.Ordinal) && !file.EndsWith(Module, StringComparison.Ordinal))
            return null;
        var content = File.ReadAllBytes(file);
        var isRead = file.EndsWith(Program, StringComparison.Ordinal) ? RecordJson.ReadProgram(content) is not null : RecordJson.ReadModule(content) is not null;
        // One of another version is no damage: that version can read it.
        return isRead || RecordJson.FormatOf(content) is { } format && format != RecordJson.Version ? null : "it cannot be read";
    }

    private static bool IsKnown(string file) => ByContent.Append(Program).Append(Module).Any(suffix => file.EndsWith(suffix, StringComparison.Ordinal));

    private static bool IsNewer(string file) => file.EndsWith(".json", StringComparison.Ordinal) && RecordJson.IsNewer(File.ReadAllBytes(file));

    private static IEnumerable<string> Files(string directory) => Directory.Exists(directory) ? Directory.EnumerateFiles(directory).Order(StringComparer.Ordinal) : [];
}
