namespace Hearth;

/// <summary>
/// What an attempt knows of its surroundings and may do to them. One instance an attempt; all members are safe for use from several threads.
/// </summary>
public abstract class TaskContext
{
    /// <summary>The run, as <c>hearth show</c> takes it.</summary>
    public abstract string RunId { get; }

    /// <summary>The name of the workflow.</summary>
    public abstract string Workflow { get; }

    /// <summary>The name of the step; of a stage <c>STEP/STAGE</c>.</summary>
    public abstract string Step { get; }

    /// <summary>The number of this attempt, from 1.</summary>
    public abstract int Attempt { get; }

    /// <summary>The index of the item in a mapped step, from 0; null in a step that is not mapped.</summary>
    public abstract long? Item { get; }

    /// <summary>Lines for the attempt's log, which <c>hearth logs</c> shows. What the task prints to the console goes there too.</summary>
    public abstract TaskLog Log { get; }

    /// <summary>Paths: the workspace, this attempt's artifacts, a folder for scratch.</summary>
    public abstract TaskFiles Files { get; }

    /// <summary>Asked for when the run is cancelled, the step's <c>timeout</c> is over, or the host stops. A task that does not
    /// end within the grace time (5 seconds by default) loses its process.</summary>
    public abstract CancellationToken CancellationToken { get; }

    /// <summary>The clock to use, so that tests can own the time.</summary>
    public abstract TimeProvider Time { get; }

    /// <summary>Says how far the attempt is. Cheap; reports that come faster than they can be shown are merged.</summary>
    /// <param name="done">Units done so far; not negative.</param>
    /// <param name="total">All units, where known.</param>
    /// <param name="message">A few words, shown after the figures: <c>files read</c>.</param>
    public abstract void Report(long done, long? total = null, string? message = null);

    /// <summary>
    /// Borrows a resource that this worker keeps warm: there is one for each class and configuration, loaded when first asked for, also when several ask at once.
    /// </summary>
    /// <typeparam name="TResource">The resource's class.</typeparam>
    /// <typeparam name="TConfiguration">Its configuration.</typeparam>
    /// <param name="configuration">What to load. Two that are equal as JSON share one instance.</param>
    /// <returns>The resource, until the lease is disposed of. Dispose of it before the task ends.</returns>
    public virtual Task<ResourceLease<TResource>> LeaseAsync<TResource, TConfiguration>(TConfiguration configuration)
        where TResource : class, IResource<TConfiguration>, new() =>
        throw new NotSupportedException("This context has no resources; override LeaseAsync in a test's context.");
}
