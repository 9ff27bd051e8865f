using System.Collections.Immutable;
using System.IO.Enumeration;
using Hearth.Coherence.Graph;

namespace Hearth.Coherence.Inputs;

/// <summary>Finds what a glob stands for by the lists of folders, so that each file that comes or goes is seen, and no edit. Links to folders are not followed: they may lead back. Used once.</summary>
internal sealed class GlobSearch(CoherenceGraph graph, Glob glob, Reading reading)
{
    private static readonly bool IgnoresCase = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS();
    private readonly SortedDictionary<string, bool> _found = new(StringComparer.Ordinal);

    /// <summary>The fingerprint of what was found: paths, and whether they are folders.</summary>
    public static Fingerprint FingerprintOf(ImmutableArray<GlobMatch> matches)
    {
        using var builder = new FingerprintBuilder();
        foreach (var match in matches)
            builder.Add(match.Path).Add(match.IsFolder ? "folder" : "file");
        return builder.Build();
    }

    /// <summary>In the order of their paths.</summary>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be read.</exception>
    public async ValueTask<ImmutableArray<GlobMatch>> RunAsync()
    {
        var segments = glob.Pattern.Split(Path.DirectorySeparatorChar);
        // Where nothing is a wildcard the last name is looked for in its folder.
        var fix = Array.FindIndex(segments, Glob.HasWildcard) is var first and >= 0 ? first : segments.Length - 1;
        await MatchAsync(string.Join(Path.DirectorySeparatorChar, segments[..fix]) + (fix == 1 ? Path.DirectorySeparatorChar : ""), segments.AsMemory(fix));
        return [.. _found.Select(found => new GlobMatch(found.Key, found.Value))];
    }

    private async ValueTask MatchAsync(string folder, ReadOnlyMemory<string> segments)
    {
        var segment = segments.Span[0];
        var rest = segments[1..];
        if (!Glob.HasWildcard(segment) && !rest.IsEmpty)
        {
            await MatchAsync(Path.Combine(folder, segment), rest);
            return;
        }

        if (segment == "**" && !rest.IsEmpty)
            await MatchAsync(folder, rest);
        foreach (var entry in await reading.ReadAsync(graph.Folders[folder]))
        {
            if (!Stands(segment, entry.Name))
                continue;
            var path = Path.Combine(folder, entry.Name);
            if (rest.IsEmpty)
                _found[path] = entry.IsFolder;
            if (entry is not { IsFolder: true, IsLink: false })
                continue;
            if (segment == "**")
                await MatchAsync(path, segments);
            else if (!rest.IsEmpty)
                await MatchAsync(path, rest);
        }
    }

    private bool Stands(string segment, string name) => Glob.HasWildcard(segment)
        ? (segment == "**" || FileSystemName.MatchesSimpleExpression(segment, name, IgnoresCase))
            && !glob.Exclude.Any(excluded => FileSystemName.MatchesSimpleExpression(excluded, name, IgnoresCase))
        : name.Equals(segment, IgnoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
}
