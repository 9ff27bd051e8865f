namespace Hearth.Coherence.Watching;

/// <summary>macOS and Windows, where the system watches a tree as one.</summary>
internal sealed class PortableEvents : IFolderEvents
{
    private const int BufferSize = 64 * 1024;
    private readonly WatchedFolder _watched;
    private readonly IEventSink _sink;
    private readonly List<FileSystemWatcher> _watchers = [];

    /// <exception cref="IOException">It cannot be watched.</exception>
    public PortableEvents(WatchedFolder watched, IEventSink sink)
    {
        (_watched, _sink) = (watched, sink);
        try
        {
            Watch(watched.Root, deep: true);
            if (!watched.IsBelow(watched.ProbeFolder))
                Watch(watched.ProbeFolder, deep: false);
        }
        catch (Exception exception)
        {
            Dispose();
            // It says so of a folder that is not there.
            throw exception is ArgumentException ? new DirectoryNotFoundException(exception.Message, exception) : new IOException(exception.Message, exception);
        }
    }

    public bool IsPolling => false;

    public bool IsMakeshift => false;

    public int Folders => 0;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Dispose()
    {
        foreach (var watcher in _watchers)
            watcher.Dispose();
    }

    private void Watch(string folder, bool deep)
    {
        var watcher = new FileSystemWatcher(folder)
        {
            IncludeSubdirectories = deep,
            InternalBufferSize = BufferSize,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.CreationTime | NotifyFilters.Attributes
                | NotifyFilters.Security,
        };
        _watchers.Add(watcher);
        watcher.Created += (_, change) => Tell(change.FullPath, "added");
        watcher.Changed += (_, change) => Tell(change.FullPath, "changed");
        watcher.Deleted += (_, change) => Tell(change.FullPath, "removed");
        watcher.Renamed += (_, change) =>
        {
            Tell(change.OldFullPath, "moved away");
            Tell(change.FullPath, "moved here");
        };
        watcher.Error += (_, error) => _sink.Failed(error.GetException() is InternalBufferOverflowException overflow
            ? new WatchFailure(WatchFailureKind.Overflow, overflow.Message)
            : new WatchFailure(WatchFailureKind.Lost, error.GetException().Message));
        watcher.EnableRaisingEvents = true;
    }

    private void Tell(string path, string what)
    {
        if (Path.GetDirectoryName(path) == _watched.ProbeFolder)
            _sink.Probed(Path.GetFileName(path));
        else if (!_watched.IsHidden(path))
            _sink.Changed(path, what);
    }
}
