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
    private readonly ImmutableArray<string> _passedOver = Kept.AddRange(exclude);
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

    private async ValueTask AddAsync(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Home(path), root));
        if (!Glob.HasWildcard(full))
        {
            await AddPathAsync(full);
            return;
        }

        // All below a folder is what the folder itself means.
        var isBelow = Path.GetFileName(full) == "**";
        var pattern = isBelow ? Path.GetDirectoryName(full)! : full;
        if (isBelow && !Glob.HasWildcard(pattern))
        {
            await AddBelowAsync(pattern);
            return;
        }

        foreach (var match in await reading.ReadAsync(graph.Globs[new Glob(pattern, _passedOver)]))
            if (match.IsFolder)
                await AddBelowAsync(match.Path);
            else if (!isBelow)
                await AddFileAsync(match.Path);
    }

    /// <summary>All that was found.</summary>
    public DeclaredFiles Files() => DeclaredFiles.Of(_files.ToImmutable());

    /// <summary>A path that is written out: the file, or all below the folder. That there is neither is something to depend on too.</summary>
    private async ValueTask AddPathAsync(string path)
    {
        if (_names)
        {
            await AddBelowAsync(path);
            return;
        }

        var fingerprint = IsKnownMissing(path) ? FileInputs.Missing : await reading.FingerprintAsync(graph.Files[path]);
        if (fingerprint == FileInputs.Missing && !IsKnownMissing(path) && !(await ListAsync(path)).IsEmpty)
            await AddBelowAsync(path);
        else
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
    private async ValueTask AddBelowAsync(string folder)
    {
        var entries = await ListAsync(folder);
        if (_names && !await AddNamesAsync(folder, entries))
            return;
        foreach (var entry in entries)
        {
            var path = Path.Combine(folder, entry.Name);
            if (!entry.IsFolder)
                await AddFileAsync(path);
            else if (entry.IsLink)
                AddLink(path, entry.Target);
            else if (!Kept.Contains(entry.Name))
                await AddBelowAsync(path);
        }
    }

    /// <returns>Whether there is such a folder.</returns>
    private async ValueTask<bool> AddNamesAsync(string folder, ImmutableArray<FolderEntry> entries)
    {
        var isMissing = entries.IsEmpty && (IsKnownMissing(folder) || await reading.FingerprintAsync(graph.Folders[folder]) == FolderInputs.Missing);
        using var builder = new FingerprintBuilder();
        foreach (var entry in entries)
            builder.Add(entry.Name).Add(entry.IsFolder ? "folder" : "file").Add(entry.IsLink ? $"link to {entry.Target}" : "");
        _files[NameOf(folder) + "/"] = isMissing ? FileInputs.Missing : builder.Build();
        return !isMissing;
    }

    /// <summary>Where it leads counts, what is there does not.</summary>
    private void AddLink(string path, string? target)
    {
        if (!_names)
            _files[NameOf(path)] = Fingerprint.Of($"link to {target}");
    }

    private async ValueTask AddFileAsync(string path)
    {
        if (!_names)
            _files[NameOf(path)] = await reading.FingerprintAsync(graph.Files[path]);
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

    private string NameOf(string path)
    {
        var relative = Path.GetRelativePath(root, path);
        var name = relative == ".." || relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal) || Path.IsPathRooted(relative) ? path : relative;
        return name.Replace(Path.DirectorySeparatorChar, '/');
    }
}
