namespace Hearth.Host.Runs;

/// <summary>The batches of a run that are under way, and how large the next should be. Used by the run's loop only.</summary>
internal sealed class BatchSet
{
    private readonly HashSet<ItemBatch> _batches = [];
    private readonly Dictionary<int, BatchSizing> _sizes = [];

    public int Count => _batches.Count;

    /// <summary>Whether a batch is under way.</summary>
    public bool Has(ItemBatch batch) => _batches.Contains(batch);

    public void Add(ItemBatch batch) => _batches.Add(batch);

    /// <summary>What the workers of a step do.</summary>
    public IEnumerable<WorkerSnapshot> WorkersOf(int step) => _batches.Where(batch => batch.Work.First.Step == step).Select(batch => batch.Snapshot());

    /// <summary>A batch is over.</summary>
    /// <returns>Whether it was under way.</returns>
    public bool Remove(ItemBatch batch, int items, TimeSpan time)
    {
        Sizing(batch.Work.First.Step).Took(items, time);
        return _batches.Remove(batch);
    }

    /// <summary>Forgets all.</summary>
    public void Clear() => _batches.Clear();

    /// <summary>How many items of a step the next batch should have, see <see cref="BatchSizing.Next"/>.</summary>
    public long SizeOf(int step, long waiting, long remaining, int workers) => Sizing(step).Next(waiting, remaining, workers);

    /// <summary>Takes back what the batch of a step with the most to do has not begun.</summary>
    public void Share(int step)
    {
        var seconds = Sizing(step).Seconds;
        _batches.Where(batch => batch.Work.First.Step == step && batch.IsWorthSharing(seconds)).MaxBy(batch => batch.Waiting)?.Recall();
    }

    public void Drain()
    {
        foreach (var batch in _batches)
            batch.Drain();
    }

    public void Cancel()
    {
        foreach (var batch in _batches)
            batch.Cancel();
    }

    public void Kill(string because)
    {
        foreach (var batch in _batches)
            batch.Kill(because);
    }

    private BatchSizing Sizing(int step)
    {
        if (!_sizes.TryGetValue(step, out var sizing))
            _sizes.Add(step, sizing = new BatchSizing());
        return sizing;
    }
}
