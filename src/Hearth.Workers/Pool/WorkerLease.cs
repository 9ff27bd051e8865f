using Hearth.Workers.Protocol;

namespace Hearth.Workers.Pool;

/// <summary>A worker for one attempt at a time, until disposed.</summary>
public sealed class WorkerLease : IDisposable
{
    private readonly WorkerProcess _worker;
    private Action? _release;

    internal WorkerLease(WorkerProcess worker, Action release)
    {
        _worker = worker;
        _release = release;
    }

    /// <summary>The worker, for people and records.</summary>
    public string Worker => _worker.Name;

    /// <summary>Executes an attempt and waits for its end; a dead worker is an ending too, not an exception.</summary>
    /// <param name="modules">Where its code lies: the modules that it needs, each after those that it refers to.</param>
    /// <param name="message">The attempt.</param>
    /// <param name="observer">Hears of logs and progress.</param>
    /// <param name="cancellationToken">Asks the attempt to end; after the grace time its process is killed.</param>
    public Task<AttemptResult> ExecuteAsync(IReadOnlyList<ModuleMessage> modules, ExecuteMessage message, IAttemptObserver observer, CancellationToken cancellationToken) =>
        _worker.ExecuteAsync(modules, message, observer, cancellationToken);

    /// <summary>Begins a batch. It must have ended before anything else is given to the worker.</summary>
    /// <param name="modules">Where its code lies: the modules that it needs, each after those that it refers to.</param>
    /// <param name="message">What its items have in common.</param>
    /// <param name="most">The most items that it may have.</param>
    /// <param name="observer">Hears of them.</param>
    public WorkerBatch Begin(IReadOnlyList<ModuleMessage> modules, BatchMessage message, int most, IBatchObserver observer) => _worker.Begin(modules, message, most, observer);

    /// <summary>Why an attempt ended with the process.</summary>
    public AttemptError Death(WorkerExit exit) => _worker.Death(exit);

    /// <summary>Ends the process under the lease at once.</summary>
    public void Kill(string because) => _worker.Kill(because);

    /// <summary>Gives the worker back.</summary>
    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
