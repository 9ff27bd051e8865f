using System.Collections.Immutable;
using System.IO.Enumeration;
using System.Text;
using Hearth.Coherence;
using Hearth.Coherence.Graph;
using Hearth.Coherence.Inputs;

namespace Hearth.Host.Results;

/// <summary>Finds the files that some paths and patterns mean. What it looks at, it reads through the graph, so that the answer can be verified. Used once.</summary>
/// <param name="graph">The host's graph.</param>
/// <param name="root">Where relative paths begin.</param>
/// <param name="exclude">Names that are passed over, with * and ?.</param>
/// <param name="reading">Notes what is looked at.</param>
internal sealed class FileExpansion(CoherenceGraph graph, string root, ImmutableArray<string> exclude, Reading reading)
{
    /// <summary>What git and Hearth keep to themselves is not meant by a folder or pattern that does not name it.</summary>
    private static readonly ImmutableArray<string> Kept = [".git", ".hearth"];

    private readonly ImmutableSortedDictionary<string, Fingerprint>.Builder _files = ImmutableSortedDictionary.CreateBuilder<string, Fingerprint>(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<FolderEntry>> _listed = new(StringComparer.Ordinal);
    private bool _names;

    /// <summary>Adds the files that a path or pattern means.</summary>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be read.</exception>
    public ValueTask AddFilesAsync(string pattern) => AddAsync(pattern);

    /// <summary>Adds what is in the folders that a path or pattern means, and below them, by name.</summary>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be read.</exception>
    public ValueTask AddFoldersAsync(string pattern)
    {
        _names = true;
        return AddAsync(pattern);
    }

    private async ValueTask AddAsync(string pattern)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Home(pattern), root));
        var segments = full.Split(Path.DirectorySeparatorChar);
        var fix = Array.FindIndex(segments, IsPattern);
        if (fix < 0)
            await AddPathAsync(full);
        else
            await MatchAsync(string.Join(Path.DirectorySeparatorChar, segments[..fix]) + (fix == 1 ? Path.DirectorySeparatorChar : ""), segments.AsMemory(fix));
    }

    /// <summary>All that was found.</summary>
    public DeclaredFiles Files() => DeclaredFiles.Of(_files.ToImmutable());

    /// <summary>A path that is written out: the file, or all below the folder. That there is neither is something to depend on too, and to be told of where one is <paramref name="needed"/>.</summary>
    private async ValueTask AddPathAsync(string path, bool needed = true)
    {
        if (_names)
        {
            await AddBelowAsync(path, needed);
            return;
        }

        var fingerprint = IsKnownMissing(path) ? FileInputs.Missing : await reading.FingerprintAsync(graph.Files[path]);
        if (fingerprint == FileInputs.Missing && !IsKnownMissing(path) && !(await ListAsync(path)).IsEmpty)
            await AddBelowAsync(path);
        else if (needed || fingerprint != FileInputs.Missing)
            _files[NameOf(path)] = fingerprint;
    }

    /// <summary>Where the list of a folder above, which is depended on anyway, says that there is no such thing, to ask for it costs a question at each look for nothing.</summary>
    private bool IsKnownMissing(string path)
    {
        for (var inner = path; Path.GetDirectoryName(inner) is { } folder; inner = folder)
            if (_listed.TryGetValue(folder, out var entries))
            {
                var name = Path.GetFileName(inner);
                // There are file systems for which names are the same in other letters, or in another form of them.
                return Ascii.IsValid(name) && !entries.Any(entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            }

        return false;
    }

    /// <summary>All files below a folder, or the names in it and below. Links to folders are not followed: they may lead back.</summary>
    private async ValueTask AddBelowAsync(string folder, bool needed = true)
    {
        var entries = await ListAsync(folder);
        if (_names && !await AddNamesAsync(folder, entries, needed))
            return;
        foreach (var entry in entries)
        {
            var path = Path.Combine(folder, entry.Name);
            if (!entry.IsFolder)
                await AddFileAsync(path);
            else if (!entry.IsLink && !Kept.Contains(entry.Name))
                await AddBelowAsync(path);
        }
    }

    /// <returns>Whether there is such a folder.</returns>
    private async ValueTask<bool> AddNamesAsync(string folder, ImmutableArray<FolderEntry> entries, bool needed)
    {
        var isMissing = entries.IsEmpty && (IsKnownMissing(folder) || await reading.FingerprintAsync(graph.Folders[folder]) == FolderInputs.Missing);
        if (isMissing && !needed)
            return false;
        using var builder = new FingerprintBuilder();
        foreach (var entry in entries)
            builder.Add(entry.Name).Add(entry.IsFolder ? "folder" : "file").Add(entry.IsLink ? "link" : "");
        _files[NameOf(folder) + "/"] = isMissing ? FileInputs.Missing : builder.Build();
        return !isMissing;
    }

    private async ValueTask AddFileAsync(string path)
    {
        if (!_names)
            _files[NameOf(path)] = await reading.FingerprintAsync(graph.Files[path]);
    }

    private async ValueTask MatchAsync(string folder, ReadOnlyMemory<string> segments)
    {
        var segment = segments.Span[0];
        var rest = segments[1..];
        if (!IsPattern(segment))
        {
            var path = Path.Combine(folder, segment);
            if (rest.IsEmpty)
                await AddPathAsync(path, needed: false);
            else
                await MatchAsync(path, rest);
            return;
        }

        if (segment == "**")
        {
            if (rest.IsEmpty)
            {
                await AddBelowAsync(folder);
                return;
            }

            await MatchAsync(folder, rest);
            foreach (var entry in await ListAsync(folder))
                if (entry is { IsFolder: true, IsLink: false } && !Kept.Contains(entry.Name))
                    await MatchAsync(Path.Combine(folder, entry.Name), segments);
            return;
        }

        foreach (var entry in await ListAsync(folder))
        {
            if (Kept.Contains(entry.Name) || !FileSystemName.MatchesSimpleExpression(segment, entry.Name, ignoreCase: false))
                continue;
            var path = Path.Combine(folder, entry.Name);
            if (!rest.IsEmpty)
                await MatchAsync(path, rest);
            else if (entry.IsFolder)
                await AddBelowAsync(path);
            else
                await AddFileAsync(path);
        }
    }

    /// <summary>What a folder lists, but for what is passed over.</summary>
    private async ValueTask<ImmutableArray<FolderEntry>> ListAsync(string folder)
    {
        if (IsKnownMissing(folder))
            return [];
        if (!_listed.TryGetValue(folder, out var entries))
            entries = _listed[folder] = await reading.ReadAsync(graph.Folders[folder]);
        return exclude.IsEmpty ? entries : entries.RemoveAll(entry => exclude.Any(name => FileSystemName.MatchesSimpleExpression(name, entry.Name, ignoreCase: false)));
    }

    /// <summary>Expressions may give what somebody typed, and tasks take that so.</summary>
    private static string Home(string path) =>
        path == "~" || path.StartsWith("~/", StringComparison.Ordinal) ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + path[1..] : path;

    private static bool IsPattern(string segment) => segment.AsSpan().IndexOfAny('*', '?') >= 0;

    private string NameOf(string path)
    {
        var relative = Path.GetRelativePath(root, path);
        var name = relative == ".." || relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal) || Path.IsPathRooted(relative) ? path : relative;
        return name.Replace(Path.DirectorySeparatorChar, '/');
    }
}
