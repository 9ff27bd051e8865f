using System.IO.Enumeration;
using Microsoft.Win32.SafeHandles;

namespace Hearth.Coherence.Watching;

/// <summary>The folders that inotify watches, each by a number. Used by one thread, but for <see cref="Count"/>.</summary>
internal sealed class InotifyFolders(SafeFileHandle inotify, WatchedFolder watched)
{
    private const uint Mask = LinuxInotify.Modify | LinuxInotify.Attributes | LinuxInotify.MovedFrom | LinuxInotify.MovedTo | LinuxInotify.Create | LinuxInotify.Delete
        | LinuxInotify.DeleteSelf | LinuxInotify.MoveSelf | LinuxInotify.OnlyFolders;

    private static readonly EnumerationOptions All = new() { AttributesToSkip = FileAttributes.None };
    private readonly Dictionary<int, string> _paths = [];
    private readonly Dictionary<string, int> _watches = new(StringComparer.Ordinal);
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public string? PathOf(int watch) => _paths.GetValueOrDefault(watch);

    /// <summary>
    /// Watches a folder and all below it. Each is listed after it is watched: a folder that is made in it later tells of itself, and what is in it already is found.
    /// </summary>
    /// <exception cref="NoWatchesLeftException">There are more folders than the system allows.</exception>
    public void Add(string top, CancellationToken cancellationToken)
    {
        var folders = new Stack<string>([top]);
        while (folders.TryPop(out var folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if ((folder != watched.Root && watched.IsExcluded(folder)) || !AddOne(folder))
                continue;
            foreach (var below in FoldersIn(folder))
                folders.Push(below);
        }
    }

    /// <summary>Watches a folder without what is below it.</summary>
    /// <returns>Whether it is there.</returns>
    public bool AddOne(string folder)
    {
        // The root may be a link. Others are not followed: a link may lead anywhere, also back here.
        if (LinuxInotify.Watch(inotify, folder, folder == watched.Root ? Mask : Mask | LinuxInotify.DontFollow) is not { } watch)
            return false;
        // The same folder under another path: it was moved, and the event of that is yet to come.
        if (_paths.TryGetValue(watch, out var before) && before != folder)
            _watches.Remove(before);
        (_paths[watch], _watches[folder]) = (folder, watch);
        Volatile.Write(ref _count, _paths.Count);
        return true;
    }

    /// <summary>A folder was moved away: the system goes on watching it and what is below it, wherever they are now.</summary>
    public void Remove(string folder)
    {
        var start = folder + Path.DirectorySeparatorChar;
        foreach (var (path, watch) in _watches.Where(entry => entry.Key == folder || entry.Key.StartsWith(start, StringComparison.Ordinal)).ToList())
        {
            LinuxInotify.Unwatch(inotify, watch);
            _watches.Remove(path);
            _paths.Remove(watch);
        }

        Volatile.Write(ref _count, _paths.Count);
    }

    /// <summary>The system stopped watching a folder: it is gone.</summary>
    public void Forget(int watch)
    {
        // Another one of this name may be watched by now.
        if (_paths.Remove(watch, out var path) && _watches.GetValueOrDefault(path) == watch)
            _watches.Remove(path);
        Volatile.Write(ref _count, _paths.Count);
    }

    private static List<string> FoldersIn(string folder)
    {
        try
        {
            return
            [
                .. new FileSystemEnumerable<string>(folder, static (ref FileSystemEntry entry) => entry.ToFullPath(), All)
                {
                    ShouldIncludePredicate = static (ref FileSystemEntry entry) => entry.IsDirectory && !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
                },
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Gone again, which its parent tells, or closed to this process, which then reads nothing in it.
            return [];
        }
    }
}
