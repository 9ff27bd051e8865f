namespace Hearth.Coherence.Watching;

/// <summary>No events: the files are looked at now and then. What happens to one between two looks may not show, if it came back to what it was.</summary>
internal sealed class PollingEvents : IFolderEvents
{
    /// <summary>Looking takes at most this part of the time.</summary>
    private const int Share = 20;

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _polling;

    private PollingEvents(WatchedFolder watched, FolderSnapshot first, TimeSpan interval, IEventSink sink, TimeProvider time, bool isMakeshift)
    {
        IsMakeshift = isMakeshift;
        _polling = PollAsync(watched, first, interval, sink, time, _stop.Token);
    }

    public bool IsPolling => true;

    public bool IsMakeshift { get; }

    public int Folders => 0;

    /// <param name="watched">What to look at.</param>
    /// <param name="interval">How often, at most.</param>
    /// <param name="isMakeshift">Whether a watch may be had later.</param>
    /// <param name="sink">Who is told.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up the first look.</param>
    public static async Task<IFolderEvents> OpenAsync(WatchedFolder watched, TimeSpan interval, bool isMakeshift, IEventSink sink, TimeProvider time, CancellationToken cancellationToken) =>
        new PollingEvents(watched, await Task.Run(() => FolderSnapshot.Take(watched), cancellationToken), interval, sink, time, isMakeshift);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _polling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task PollAsync(WatchedFolder watched, FolderSnapshot before, TimeSpan interval, IEventSink sink, TimeProvider time, CancellationToken cancellationToken)
    {
        var pause = interval;
        while (true)
        {
            await Task.Delay(pause, time, cancellationToken);
            var began = time.GetTimestamp();
            FolderSnapshot now;
            try
            {
                now = FolderSnapshot.Take(watched);
            }
            catch (IOException exception)
            {
                sink.Failed(new WatchFailure(WatchFailureKind.Lost, exception.Message));
                return;
            }

            foreach (var (path, what) in now.Since(before))
                sink.Changed(path, what);
            before = now;
            var cost = time.GetElapsedTime(began) * Share;
            pause = cost > interval ? cost : interval;
        }
    }
}
