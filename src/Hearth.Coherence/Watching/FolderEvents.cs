using Hearth.Coherence.Files;

namespace Hearth.Coherence.Watching;

/// <summary>Makes a watch; the first events may come before it is made.</summary>
/// <exception cref="IOException">The folder is not there.</exception>
internal delegate Task<IFolderEvents> FolderEventsOpener(WatchedFolder watched, IEventSink sink, CancellationToken cancellationToken);

/// <summary>The best watch that a folder can have.</summary>
internal static class FolderEvents
{
    /// <exception cref="IOException">The folder is not there.</exception>
    public static async Task<IFolderEvents> OpenAsync(WatchedFolder watched, FolderWatcherOptions options, IEventSink sink, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(watched.Root))
            throw new DirectoryNotFoundException($"{watched.Root} is not there");
        if (IsRemote(watched.Root))
            return await PollingEvents.OpenAsync(watched, options.PollInterval, isMakeshift: false, sink, time, cancellationToken);
        try
        {
            Directory.CreateDirectory(watched.ProbeFolder);
            return OperatingSystem.IsLinux() ? await InotifyEvents.OpenAsync(watched, sink, cancellationToken) : new PortableEvents(watched, sink);
        }
        catch (Exception exception) when (exception is NoWatchesLeftException or UnauthorizedAccessException || (exception is IOException && Directory.Exists(watched.Root)))
        {
            // A watch that cannot be proved to live, for want of a place for probes, is none either.
            return await PollingEvents.OpenAsync(watched, options.PollInterval, isMakeshift: true, sink, time, cancellationToken);
        }
    }

    private static bool IsRemote(string folder)
    {
        if (!OperatingSystem.IsLinux())
            return folder.StartsWith(@"\\", StringComparison.Ordinal) || new DriveInfo(Path.GetPathRoot(folder)!).DriveType == DriveType.Network;
        return MountTable.Read().RemoteKind(folder, FileStamp.TryReadFolder(folder, out var stamp) ? stamp.Device : 0) is not null;
    }
}
