namespace Hearth.Coherence.Watching;

/// <summary>Counts what a watcher does. Safe for use from several threads.</summary>
internal sealed class WatcherCounters
{
    private long _events, _batches, _hints, _overflows, _restarts, _probes, _probesLost, _lastProbe, _longestDelay;

    public void Event() => Interlocked.Increment(ref _events);

    public void Batch(int hints, TimeSpan delay)
    {
        Interlocked.Increment(ref _batches);
        Interlocked.Add(ref _hints, hints);
        // Batches are passed on one at a time.
        Volatile.Write(ref _longestDelay, Math.Max(Volatile.Read(ref _longestDelay), delay.Ticks));
    }

    public void Failed(WatchFailureKind kind)
    {
        if (kind == WatchFailureKind.Overflow)
            Interlocked.Increment(ref _overflows);
    }

    public void Restarted() => Interlocked.Increment(ref _restarts);

    public void Probe(TimeSpan took)
    {
        Interlocked.Increment(ref _probes);
        Volatile.Write(ref _lastProbe, took.Ticks);
    }

    public void ProbeLost() => Interlocked.Increment(ref _probesLost);

    public FolderWatcherStatistics Of(int folders) => new(folders, Interlocked.Read(ref _events), Interlocked.Read(ref _batches), Interlocked.Read(ref _hints),
        Interlocked.Read(ref _overflows), Interlocked.Read(ref _restarts), Interlocked.Read(ref _probes), Interlocked.Read(ref _probesLost),
        TimeSpan.FromTicks(Volatile.Read(ref _lastProbe)), TimeSpan.FromTicks(Volatile.Read(ref _longestDelay)));
}
