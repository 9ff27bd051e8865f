namespace Hearth.Coherence.Watching;

/// <summary>What a <see cref="FolderWatcher"/> is doing.</summary>
public enum FolderWatcherState
{
    /// <summary>The watch is being made, or its first probe has not come back.</summary>
    Starting,

    /// <summary>Events come, and the last probe came back.</summary>
    Watching,

    /// <summary>The file system tells of no events, or no watches are left: the files themselves are looked at now and then.</summary>
    Polling,

    /// <summary>No events come: the folder is gone, or the watch died. It is made again, at growing intervals. Also after disposal.</summary>
    Dead,
}
