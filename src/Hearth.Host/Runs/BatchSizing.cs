namespace Hearth.Host.Runs;

/// <summary>
/// How many items of a step a worker is given at once: about as many as it does in <see cref="Quantum"/>, so that handing out costs nothing beside the work, and ever fewer
/// toward the end, so that all workers end together (guided self-scheduling: Polychronopoulos and Kuck, 1987). Used by the run's loop only.
/// </summary>
internal sealed class BatchSizing
{
    /// <summary>How long a batch should take.</summary>
    public static readonly TimeSpan Quantum = TimeSpan.FromMilliseconds(100);

    private const int Most = 4096, Growth = 8;
    private double _seconds;
    private long _allowed = 1;

    /// <summary>The mean time of an item of the last batch, in seconds; 0 before the first.</summary>
    public double Seconds => _seconds;

    /// <summary>The size of the next batch.</summary>
    /// <param name="waiting">The items that wait together; at least 1.</param>
    /// <param name="remaining">All items of the step that have not been handed out.</param>
    /// <param name="workers">How many workers may share them; at least 1.</param>
    public long Next(long waiting, long remaining, int workers)
    {
        var byTime = _seconds > 0 ? (long)(Quantum.TotalSeconds / _seconds) : 1;
        var byRest = (remaining + (2L * workers) - 1) / (2L * workers);
        return Math.Clamp(Math.Min(byTime, byRest), 1, Math.Min(Math.Min(waiting, _allowed), Most));
    }

    /// <summary>A batch ended.</summary>
    /// <param name="size">How many of its items ended.</param>
    /// <param name="time">How long they took.</param>
    public void Took(int size, TimeSpan time)
    {
        if (size == 0)
            return;
        _seconds = time.TotalSeconds / size;
        // What the first items cost (loading, compiling) says nothing of the others: sizes grow from what was seen to work.
        _allowed = Math.Max(_allowed, Math.Min(Most, (long)size * Growth));
    }
}
