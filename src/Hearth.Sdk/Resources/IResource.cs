namespace Hearth;

/// <summary>
/// An expensive live object that tasks share: a model, a connection, a subprocess. It lives in a worker process; tasks borrow it with
/// <see cref="TaskContext.LeaseAsync{TResource,TConfiguration}"/>.
/// </summary>
/// <remarks>
/// <para>A resource is a public, non-abstract class with a parameterless constructor. There is one instance a worker for each configuration, made when a task
/// first asks for it and kept for those that follow. It is disposed of when its code is replaced or the worker ends, never while a lease is held.</para>
/// <para>Several tasks may hold it at once: members must be safe for that.</para>
/// <para>What changes what is <em>loaded</em> belongs in the configuration; what changes a single <em>call</em> is an argument of that call.</para>
/// <para>A thrown exception fails the attempt that asked; the next one that asks loads anew.</para>
/// </remarks>
/// <typeparam name="TConfiguration">What decides what is loaded: an ordinary record. Two that are equal as JSON share one instance.</typeparam>
public interface IResource<in TConfiguration> : IAsyncDisposable
{
    /// <summary>Loads it. Called once, before anything else.</summary>
    /// <param name="configuration">What to load; never null.</param>
    /// <param name="context">Log, workspace and cancellation. Not valid after the method ends.</param>
    Task LoadAsync(TConfiguration configuration, ResourceContext context);
}
