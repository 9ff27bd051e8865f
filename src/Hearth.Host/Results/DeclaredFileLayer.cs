using System.Collections.Immutable;
using Hearth.Coherence;
using Hearth.Coherence.Graph;
using Hearth.Coherence.Layers;

namespace Hearth.Host.Results;

/// <summary>
/// From paths and patterns to the files that they mean, with fingerprints of their content. Nodes of the host's graph: while nothing changed, a look costs a question to the file system for
/// each file and folder. Safe for use from several threads.
/// </summary>
internal sealed class DeclaredFileLayer
{
    private const char Separator = '\0';

    /// <summary>What git and Hearth keep to themselves is not meant by a folder or pattern that does not name it.</summary>
    private static readonly ImmutableArray<string> Kept = [".git", ".hearth"];

    private static readonly Fingerprint Missing = Fingerprint.Of("no such file");
    private readonly CoherenceGraph _graph;
    private readonly string _root;
    private readonly Layer<string, DeclaredFiles> _layer;

    /// <param name="graph">The host's graph.</param>
    /// <param name="root">The workspace's folder: where relative paths begin.</param>
    public DeclaredFileLayer(CoherenceGraph graph, string root)
    {
        _graph = graph;
        _root = root;
        _layer = graph.AddLayer(new LayerDefinition<string, DeclaredFiles>
        {
            Name = "declared",
            Compute = ExpandAsync,
            Fingerprint = files => files.Fingerprint,
            NameOf = key => key.Replace(Separator.ToString(), ", ", StringComparison.Ordinal),
            Policy = new LayerPolicy { MaxEntries = 100_000 },
        });
    }

    /// <summary>The files as they are, as far as the graph was told to look again.</summary>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be read.</exception>
    public ValueTask<DeclaredFiles> ReadAsync(ImmutableArray<string> patterns, CancellationToken cancellationToken) =>
        patterns.IsEmpty ? ValueTask.FromResult(DeclaredFiles.None) : _layer.ReadAsync(string.Join(Separator, patterns), cancellationToken);

    private async ValueTask<DeclaredFiles> ExpandAsync(string key, Reading reading)
    {
        var files = ImmutableSortedDictionary.CreateBuilder<string, Fingerprint>(StringComparer.Ordinal);
        foreach (var pattern in key.Split(Separator))
        {
            var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(pattern, _root));
            var segments = full.Split(Path.DirectorySeparatorChar);
            var fix = Array.FindIndex(segments, IsPattern);
            if (fix < 0)
                await AddAsync(full, reading, files);
            else
                await MatchAsync(string.Join(Path.DirectorySeparatorChar, segments[..fix]) + (fix == 1 ? Path.DirectorySeparatorChar : ""), segments.AsMemory(fix), reading, files);
        }

        return DeclaredFiles.Of(files.ToImmutable());
    }

    /// <summary>A path that is written out: the file, or all below the folder. That there is neither is something to depend on too, and to be told of where one is <paramref name="needed"/>.</summary>
    private async ValueTask AddAsync(string path, Reading reading, ImmutableSortedDictionary<string, Fingerprint>.Builder files, bool needed = true)
    {
        var fingerprint = await reading.FingerprintAsync(_graph.Files[path]);
        if (fingerprint == Missing && !(await reading.ReadAsync(_graph.Folders[path])).IsEmpty)
            await AddBelowAsync(path, reading, files);
        else if (needed || fingerprint != Missing)
            files[NameOf(path)] = fingerprint;
    }

    /// <summary>All files below a folder. Links to folders are not followed: they may lead back.</summary>
    private async ValueTask AddBelowAsync(string folder, Reading reading, ImmutableSortedDictionary<string, Fingerprint>.Builder files)
    {
        foreach (var entry in await reading.ReadAsync(_graph.Folders[folder]))
        {
            var path = Path.Combine(folder, entry.Name);
            if (!entry.IsFolder)
                files[NameOf(path)] = await reading.FingerprintAsync(_graph.Files[path]);
            else if (!entry.IsLink && !Kept.Contains(entry.Name))
                await AddBelowAsync(path, reading, files);
        }
    }

    private async ValueTask MatchAsync(string folder, ReadOnlyMemory<string> segments, Reading reading, ImmutableSortedDictionary<string, Fingerprint>.Builder files)
    {
        var segment = segments.Span[0];
        var rest = segments[1..];
        if (!IsPattern(segment))
        {
            var path = Path.Combine(folder, segment);
            if (rest.IsEmpty)
                await AddAsync(path, reading, files, needed: false);
            else
                await MatchAsync(path, rest, reading, files);
            return;
        }

        if (segment == "**")
        {
            if (rest.IsEmpty)
            {
                await AddBelowAsync(folder, reading, files);
                return;
            }

            await MatchAsync(folder, rest, reading, files);
            foreach (var entry in await reading.ReadAsync(_graph.Folders[folder]))
                if (entry is { IsFolder: true, IsLink: false } && !Kept.Contains(entry.Name))
                    await MatchAsync(Path.Combine(folder, entry.Name), segments, reading, files);
            return;
        }

        foreach (var entry in await reading.ReadAsync(_graph.Folders[folder]))
        {
            if (Kept.Contains(entry.Name) || !System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(segment, entry.Name, ignoreCase: false))
                continue;
            var path = Path.Combine(folder, entry.Name);
            if (!rest.IsEmpty)
                await MatchAsync(path, rest, reading, files);
            else if (entry.IsFolder)
                await AddBelowAsync(path, reading, files);
            else
                files[NameOf(path)] = await reading.FingerprintAsync(_graph.Files[path]);
        }
    }

    private static bool IsPattern(string segment) => segment.AsSpan().IndexOfAny('*', '?') >= 0;

    private string NameOf(string path)
    {
        var relative = Path.GetRelativePath(_root, path);
        var name = relative == ".." || relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal) || Path.IsPathRooted(relative) ? path : relative;
        return name.Replace(Path.DirectorySeparatorChar, '/');
    }
}
