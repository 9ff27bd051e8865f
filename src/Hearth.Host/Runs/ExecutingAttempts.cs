using Hearth.Workflows.Runs;

namespace Hearth.Host.Runs;

/// <summary>The attempts of a run that are under way. Used by the run's loop only.</summary>
internal sealed class ExecutingAttempts
{
    private readonly Dictionary<ItemReference, ExecutingAttempt> _attempts = [];

    public int Count => _attempts.Count;

    /// <summary>The items that execute.</summary>
    public IReadOnlyList<ItemReference> Items => [.. _attempts.Keys];

    public ExecutingAttempt Add(StartAttempt attempt, ExecutingAttempt executing)
    {
        _attempts.Add(ItemOf(attempt), executing);
        return executing;
    }

    public ExecutingAttempt? Find(StartAttempt attempt) => _attempts.GetValueOrDefault(ItemOf(attempt));

    /// <returns>Whether it was under way.</returns>
    public bool Remove(StartAttempt attempt) => _attempts.Remove(ItemOf(attempt));

    /// <summary>What the workers of a step do.</summary>
    public IEnumerable<WorkerSnapshot> WorkersOf(int step, TimeProvider time) => _attempts.Where(attempt => attempt.Key.Step == step)
        .Select(attempt => new WorkerSnapshot(attempt.Value.Lease?.Worker ?? "", attempt.Key.Item, time.GetElapsedTime(attempt.Value.Since).TotalSeconds, 0));

    /// <summary>Lets nested runs finish what they execute.</summary>
    public void Drain()
    {
        foreach (var executing in _attempts.Values)
            executing.Nested?.Drain();
    }

    /// <summary>Cancels nested runs.</summary>
    public void Cancel()
    {
        foreach (var executing in _attempts.Values)
            executing.Nested?.Cancel();
    }

    /// <summary>Ends all at once.</summary>
    public void Kill(string because)
    {
        foreach (var executing in _attempts.Values)
        {
            executing.Lease?.Kill(because);
            executing.Nested?.Stop();
        }
    }

    private static ItemReference ItemOf(StartAttempt attempt) => new(attempt.Step, attempt.Item);
}
