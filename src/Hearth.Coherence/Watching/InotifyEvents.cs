using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Hearth.Coherence.Watching;

/// <summary>
/// Linux. A thread of its own reads the events and keeps the watches up with the folders: the system watches each folder by itself, and one that was moved under its old name.
/// </summary>
internal sealed class InotifyEvents : IFolderEvents
{
    private const int BufferSize = 64 * 1024;
    private readonly WatchedFolder _watched;
    private readonly IEventSink _sink;
    private readonly SafeFileHandle _inotify, _signal;
    private readonly InotifyFolders _folders;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously), _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _disposed;

    private InotifyEvents(WatchedFolder watched, IEventSink sink)
    {
        (_watched, _sink) = (watched, sink);
        _inotify = LinuxInotify.Open();
        _signal = LinuxInotify.OpenSignal();
        _folders = new InotifyFolders(_inotify, watched);
        new Thread(Run) { IsBackground = true, Name = "folder events" }.Start();
    }

    public bool IsPolling => false;

    public bool IsMakeshift => false;

    public int Folders => _folders.Count;

    /// <exception cref="NoWatchesLeftException">There are more folders than the system allows.</exception>
    /// <exception cref="IOException">The folder is not there.</exception>
    public static async Task<IFolderEvents> OpenAsync(WatchedFolder watched, IEventSink sink, CancellationToken cancellationToken)
    {
        var events = new InotifyEvents(watched, sink);
        try
        {
            await events._started.Task.WaitAsync(cancellationToken);
            return events;
        }
        catch
        {
            await events.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            await _ended.Task;
            return;
        }

        await _stop.CancelAsync();
        LinuxInotify.Raise(_signal);
        await _ended.Task;
        _inotify.Dispose();
        _signal.Dispose();
        _stop.Dispose();
    }

    private void Run()
    {
        try
        {
            Begin();
            _started.TrySetResult();
            var buffer = new byte[BufferSize];
            while (LinuxInotify.Wait(_inotify, _signal) && TakeAll(buffer.AsSpan(0, LinuxInotify.Read(_inotify, buffer))))
            {
                // Each round takes what came.
            }
        }
        catch (Exception exception)
        {
            if (!_started.TrySetException(exception))
                _sink.Failed(new WatchFailure(WatchFailureKind.Lost, exception.Message));
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    private void Begin()
    {
        _folders.Add(_watched.Root, _stop.Token);
        foreach (var folder in (string[])[_watched.Root, _watched.ProbeFolder])
            if (!_folders.AddOne(folder))
                throw new DirectoryNotFoundException($"'{folder}' is not there.");
    }

    /// <returns>Whether more can come.</returns>
    private bool TakeAll(ReadOnlySpan<byte> events)
    {
        while (!events.IsEmpty)
        {
            var watch = BinaryPrimitives.ReadInt32LittleEndian(events);
            var what = BinaryPrimitives.ReadUInt32LittleEndian(events[4..]);
            var length = BinaryPrimitives.ReadInt32LittleEndian(events[12..]);
            var name = events.Slice(LinuxInotify.HeaderSize, length);
            events = events[(LinuxInotify.HeaderSize + length)..];
            if (name.IndexOf((byte)0) is >= 0 and var end)
                name = name[..end];
            if (!Take(watch, what, Encoding.UTF8.GetString(name)))
                return false;
        }

        return true;
    }

    private bool Take(int watch, uint what, string name)
    {
        if (Has(what, LinuxInotify.Overflow))
            return Fail(WatchFailureKind.Overflow, "events came faster than they were read");
        // Of a folder that is watched no more, or under another name: all below it was told of when that became so.
        if (_folders.PathOf(watch) is not { } folder)
            return true;
        if (Has(what, LinuxInotify.Ignored))
            _folders.Forget(watch);
        else if (Has(what, LinuxInotify.DeleteSelf | LinuxInotify.MoveSelf | LinuxInotify.Unmount))
            return TakeEnd(folder, what);
        else if (folder != _watched.ProbeFolder)
            Tell(folder, name, what);
        else if (Has(what, LinuxInotify.Create))
            _sink.Probed(name);
        return true;
    }

    private bool TakeEnd(string folder, uint what)
    {
        if (folder == _watched.Root || folder == _watched.ProbeFolder)
            return Fail(WatchFailureKind.Lost, $"{folder} is gone");
        // Of all else its parent tells.
        if (Has(what, LinuxInotify.Unmount))
            _sink.Changed(folder, "unmounted");
        return true;
    }

    private void Tell(string folder, string name, uint what)
    {
        var path = name.Length == 0 ? folder : Path.Join(folder, name);
        if (Has(what, LinuxInotify.IsFolder))
        {
            if (Has(what, LinuxInotify.MovedFrom))
                _folders.Remove(path);
            // Watched first, told of then: what happens in it before that is covered by the telling, what happens later by the watch. Its attributes may have opened it.
            if (name.Length > 0 && Has(what, LinuxInotify.MovedTo | LinuxInotify.Create | LinuxInotify.Attributes))
                _folders.Add(path, _stop.Token);
        }

        _sink.Changed(path, Describe(what));
    }

    private bool Fail(WatchFailureKind kind, string reason)
    {
        _sink.Failed(new WatchFailure(kind, reason));
        return false;
    }

    private static string Describe(uint what) =>
        Has(what, LinuxInotify.Create) ? "added"
        : Has(what, LinuxInotify.Delete) ? "removed"
        : Has(what, LinuxInotify.MovedFrom) ? "moved away"
        : Has(what, LinuxInotify.MovedTo) ? "moved here"
        : "changed";

    private static bool Has(uint what, uint any) => (what & any) != 0;
}
