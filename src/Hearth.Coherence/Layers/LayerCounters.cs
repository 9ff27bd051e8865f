namespace Hearth.Coherence.Layers;

/// <summary>Counts what a layer does. Safe for use from several threads.</summary>
internal sealed class LayerCounters
{
    private long _hits, _misses, _verifications, _rebuilds, _cutOffs, _evictions, _joined, _rebuildTicks;

    public void Hit() => Interlocked.Increment(ref _hits);

    public void Miss() => Interlocked.Increment(ref _misses);

    public void Verified() => Interlocked.Increment(ref _verifications);

    public void Joined() => Interlocked.Increment(ref _joined);

    public void Evicted() => Interlocked.Increment(ref _evictions);

    public void Rebuilt(TimeSpan cost, bool cutOff)
    {
        Interlocked.Increment(ref _rebuilds);
        Interlocked.Add(ref _rebuildTicks, cost.Ticks);
        if (cutOff)
            Interlocked.Increment(ref _cutOffs);
    }

    public LayerStatistics Of(string name, long entries, long nodes, long bytes, LayerInvalidation? last)
    {
        var rebuilds = Interlocked.Read(ref _rebuilds);
        return new LayerStatistics(name, entries, nodes, bytes, Interlocked.Read(ref _hits), Interlocked.Read(ref _misses), Interlocked.Read(ref _verifications), rebuilds,
            Interlocked.Read(ref _cutOffs), Interlocked.Read(ref _evictions), Interlocked.Read(ref _joined),
            rebuilds == 0 ? TimeSpan.Zero : TimeSpan.FromTicks(Interlocked.Read(ref _rebuildTicks) / rebuilds), last);
    }
}
