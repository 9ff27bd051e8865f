namespace Hearth.Workers.Pool;

/// <summary>Hears what happens to workers. Called on threads of the pool: return soon.</summary>
public interface IWorkerObserver
{
    /// <summary>Replaced code did not go, though nothing executes in it. Said once for each version of a module on a worker.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="modules">What leaked since the last call, with the cause where it was found.</param>
    void Leaked(WorkerDescription worker, IReadOnlyList<LeakedModule> modules);

    /// <summary>A worker is given no more work, and ends.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="reason">For people.</param>
    void Replaced(WorkerDescription worker, string reason);
}
