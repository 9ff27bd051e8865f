using System.IO.Enumeration;
using Hearth.Coherence.Files;

namespace Hearth.Coherence.Watching;

/// <summary>What the file system says of all that is watched, at one moment. Immutable.</summary>
internal sealed class FolderSnapshot
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true };
    private readonly Dictionary<string, FileStamp> _stamps = new(StringComparer.Ordinal);

    private FolderSnapshot()
    {
    }

    /// <summary>Looks at all: about 3 µs each.</summary>
    public static FolderSnapshot Take(WatchedFolder watched)
    {
        var snapshot = new FolderSnapshot();
        try
        {
            var entries = new FileSystemEnumerable<(string Path, bool IsFolder)>(watched.Root, static (ref FileSystemEntry entry) => (entry.ToFullPath(), entry.IsDirectory), Everything)
            {
                // A link to a folder may lead anywhere, also back here.
                ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint)
                    && entry.ToFullPath() is var folder && folder != watched.ProbeFolder && !watched.IsExcluded(folder),
            };
            foreach (var (path, isFolder) in entries)
                snapshot._stamps[path] = isFolder ? default : StampOf(path);
        }
        catch (DirectoryNotFoundException)
        {
            // It is gone, with all that was in it.
        }

        return snapshot;
    }

    /// <summary>What is otherwise than at an earlier moment.</summary>
    public IEnumerable<(string Path, string What)> Since(FolderSnapshot earlier) =>
        _stamps.Where(file => !earlier._stamps.TryGetValue(file.Key, out var stamp) || stamp != file.Value)
            .Select(file => (file.Key, earlier._stamps.ContainsKey(file.Key) ? "changed" : "added"))
            .Concat(earlier._stamps.Keys.Where(path => !_stamps.ContainsKey(path)).Select(path => (path, "removed")));

    private static FileStamp StampOf(string path)
    {
        try
        {
            return FileStamp.TryRead(path, out var stamp) ? stamp : default;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Whoever reads it is told.
            return default;
        }
    }
}
