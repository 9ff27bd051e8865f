namespace Hearth;

/// <summary>The right to use a resource until disposed: <c>await using</c>. Do not keep the resource beyond it.</summary>
/// <typeparam name="TResource">The resource's class.</typeparam>
public sealed class ResourceLease<TResource> : IAsyncDisposable where TResource : class
{
    private Func<ValueTask>? _release;

    /// <summary>Makes a lease; tests make their own.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="release">What to do when it is given back; once.</param>
    public ResourceLease(TResource resource, Func<ValueTask>? release = null) => (Resource, _release) = (resource, release);

    /// <summary>The resource, loaded.</summary>
    public TResource Resource { get; }

    /// <summary>Gives it back.</summary>
    public ValueTask DisposeAsync() => Interlocked.Exchange(ref _release, null)?.Invoke() ?? ValueTask.CompletedTask;
}
