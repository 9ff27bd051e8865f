using System.Collections.Immutable;
using Hearth.Coherence.Graph;

namespace Hearth.Coherence.Watching;

/// <summary>
/// Watches a folder and all below it, and tells a graph where to look. It makes reads faster, never right: events get lost, and where they may have been, it revalidates the graph.
/// Safe for use from several threads.
/// </summary>
/// <remarks>
/// Not seen are changes through links to folders that lie elsewhere, through other names of a file (hard links) and through memory maps, nor that a file system is mounted below the folder
/// later; whoever depends on such a file revalidates.
/// </remarks>
public sealed class FolderWatcher : IAsyncDisposable
{
    private readonly CoherenceGraph _graph;
    private readonly WatchedFolder _watched;
    private readonly FolderWatcherOptions _options;
    private readonly FolderEventsOpener _open;
    private readonly WatcherCounters _counters = new();
    private readonly Burst _burst;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HashSet<string> _made = new(StringComparer.Ordinal);
    private readonly Lock _telling = new();
    private readonly Task _run;
    private WatchSession? _session;
    private IFolderEvents? _events;
    private string? _trouble;
    private int _state, _disposed;

    /// <summary>Begins to watch; see <see cref="Started"/>.</summary>
    /// <param name="graph">What to tell; inputs that it looked at before are looked at again.</param>
    /// <param name="root">The folder. Hints are of paths that begin with this one as it is written here.</param>
    /// <param name="options">How.</param>
    public FolderWatcher(CoherenceGraph graph, string root, FolderWatcherOptions options)
        : this(graph, root, options, null)
    {
    }

    internal FolderWatcher(CoherenceGraph graph, string root, FolderWatcherOptions options, FolderEventsOpener? open)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(options);
        (_graph, _options) = (graph, options);
        _watched = new WatchedFolder(Absolute(root), Absolute(options.ProbeFolder), options.IsExcluded);
        _open = open ?? ((watched, sink, cancellationToken) => FolderEvents.OpenAsync(watched, options, sink, graph.Time, cancellationToken));
        _burst = new Burst(options.Quiet, options.LongestBurst, graph.Time, Pass);
        _run = Task.Run(() => RunAsync(_stop.Token));
    }

    /// <summary>What it is doing.</summary>
    public FolderWatcherState State => (FolderWatcherState)Volatile.Read(ref _state);

    /// <summary>
    /// Whether a read without revalidation may be believed, but for what happened within the time of a burst, and since the last probe if the watch died unnoticed. Who cannot do with that
    /// awaits <see cref="CatchUpAsync"/>, or revalidates.
    /// </summary>
    public bool IsTrusted => State == FolderWatcherState.Watching && Volatile.Read(ref _session) is { Failure.IsCompleted: false };

    /// <summary>Why the watch last came to its end; null where it never did.</summary>
    public string? LastTrouble => Volatile.Read(ref _trouble);

    /// <summary>Done when it watches, polls, or found that it can do neither yet.</summary>
    public Task Started => _started.Task;

    /// <summary>What it did.</summary>
    public FolderWatcherStatistics Statistics => _counters.Of(Volatile.Read(ref _events)?.Folders ?? 0);

    internal IFolderEvents? Events => Volatile.Read(ref _events);

    /// <summary>
    /// Passes on, at once, all that happened to the folder before the call: a probe is sent after it, and comes back behind it. About a millisecond.
    /// </summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Whether reads are now as good as after a revalidation. False where no events can be had at present: revalidate.</returns>
    public async Task<bool> CatchUpAsync(CancellationToken cancellationToken = default)
    {
        if (!IsTrusted || Volatile.Read(ref _session) is not { } session || !await session.ProbeAsync(_options.ProbeLimit, cancellationToken))
            return false;
        _burst.Flush();
        return true;
    }

    /// <summary>Whether the watch tells of a path: it lies in the folder, and in no excluded one.</summary>
    public bool Covers(string path) => (path == _watched.Root || _watched.IsBelow(path)) && !_watched.IsHidden(path);

    /// <summary>Stops. What was heard until now is passed on; of what happens later nothing is.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _stop.CancelAsync();
        await _run;
        await _burst.DisposeAsync();
        _burst.Flush();
        _stop.Dispose();
        foreach (var folder in _made.OrderByDescending(folder => folder.Length))
            TryDelete(folder);
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var pause = _options.FirstPause;
        try
        {
            while (true)
            {
                if (await WatchAsync(cancellationToken))
                    pause = _options.FirstPause;
                await Task.Delay(pause, _graph.Time, cancellationToken);
                _counters.Restarted();
                pause = pause * 2 < _options.LongestPause ? pause * 2 : _options.LongestPause;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Disposed of.
        }
        finally
        {
            Turn(FolderWatcherState.Dead);
        }
    }

    /// <summary>Makes a watch, and returns when it came to its end.</summary>
    /// <returns>Whether it was good at some time.</returns>
    private async Task<bool> WatchAsync(CancellationToken cancellationToken)
    {
        var session = new WatchSession(_watched, _burst, _counters, _graph.Time);
        try
        {
            _made.UnionWith(MissingProbeFolders());
            await using var events = await _open(_watched, session, cancellationToken);
            Volatile.Write(ref _events, events);
            // What changed before the watch was there is not told by it.
            Revalidate("the watch begins");
            Volatile.Write(ref _session, session);
            var failure = events.IsPolling ? await PollAsync(session, events, cancellationToken) : await ProbeAsync(session, cancellationToken);
            var wasGood = State is FolderWatcherState.Watching or FolderWatcherState.Polling;
            if (failure.Kind != WatchFailureKind.Retry)
                End(failure);
            return wasGood;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            End(new WatchFailure(WatchFailureKind.Lost, exception.Message));
            return false;
        }
        finally
        {
            Volatile.Write(ref _session, null);
            Volatile.Write(ref _events, null);
        }
    }

    private async Task<WatchFailure> ProbeAsync(WatchSession session, CancellationToken cancellationToken)
    {
        while (await session.ProbeAsync(_options.ProbeLimit, cancellationToken))
        {
            Turn(FolderWatcherState.Watching);
            await Wait(session.Failure, _options.ProbeInterval, cancellationToken);
        }

        return await session.Failure;
    }

    private async Task<WatchFailure> PollAsync(WatchSession session, IFolderEvents events, CancellationToken cancellationToken)
    {
        Turn(FolderWatcherState.Polling);
        await Wait(session.Failure, events.IsMakeshift ? _options.PollRetry : Timeout.InfiniteTimeSpan, cancellationToken);
        return session.Failure.IsCompleted ? await session.Failure : new WatchFailure(WatchFailureKind.Retry, "polled long enough");
    }

    private async Task Wait(Task end, TimeSpan most, CancellationToken cancellationToken)
    {
        await end.WaitAsync(most, _graph.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private void End(WatchFailure failure)
    {
        // In this order: who finds it trusted still reads what was right a moment ago.
        Turn(FolderWatcherState.Dead);
        Volatile.Write(ref _trouble, failure.Reason);
        _counters.Failed(failure.Kind);
        Revalidate(failure.Reason);
    }

    private void Turn(FolderWatcherState state)
    {
        Volatile.Write(ref _state, (int)state);
        _started.TrySetResult();
    }

    private void Revalidate(string reason)
    {
        _graph.Revalidate();
        _burst.Flush();
        Tell([], reason);
    }

    private void Pass(IReadOnlyList<(string Path, string What)> changes, TimeSpan waited)
    {
        var hints = changes.Select(change => new FolderHint(change.Path, change.What, _graph.Hint(change.Path, change.What))).ToImmutableArray();
        _counters.Batch(hints.Length, waited);
        Tell(hints, null);
    }

    private void Tell(ImmutableArray<FolderHint> hints, string? reason)
    {
        lock (_telling)
            _options.Passed?.Invoke(new HintBatch(_graph.Time.GetUtcNow(), hints, reason));
    }

    private static string Absolute(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    /// <summary>The folders that have to be made for the probes. The root is never one of them: while it is not there, nothing is made.</summary>
    private IEnumerable<string> MissingProbeFolders()
    {
        if (!Directory.Exists(_watched.Root))
            yield break;
        for (var path = _watched.ProbeFolder; path is not null && !Directory.Exists(path); path = Path.GetDirectoryName(path))
            yield return path;
    }

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Gone already, or others use it.
        }
    }
}
