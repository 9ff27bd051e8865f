namespace Hearth.Host.Views;

/// <summary>Items that a worker was given together, as the log tells of them.</summary>
/// <param name="first">The first.</param>
/// <param name="count">How many.</param>
/// <param name="attempt">An attempt of any of them, but for its item.</param>
internal sealed class HandedBatch(long first, long count, AttemptView attempt)
{
    private readonly long _first = first;
    private long _end = first + count;
    private long _next = first;

    /// <summary>Whether an item is among them, and was not given back.</summary>
    public bool Has(long item) => item >= _first && item < _end;

    /// <summary>The attempt of an item.</summary>
    public AttemptView Of(long item) => attempt with { Item = item };

    /// <summary>From this item on none begins.</summary>
    public void GiveBack(long from) => _end = Math.Min(_end, from);

    /// <summary>The item that executes: the first that has not ended; null where all have.</summary>
    /// <param name="ended">Whether an item has.</param>
    public AttemptView? Executing(Func<long, bool> ended)
    {
        while (_next < _end && ended(_next))
            _next++;
        return _next < _end ? Of(_next) with { Status = "running" } : null;
    }
}
