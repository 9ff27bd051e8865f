namespace Hearth.Workers.Processes.Resources;

/// <summary>One resource: its loading, and how many hold it. Disposed of when it is retired and nobody holds it any more.</summary>
internal sealed class HeldResource
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource<IAsyncDisposable> _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Its loading holds it too.
    private int _leases = 1;
    private bool _retired;
    private bool _ending;

    /// <summary>The resource, once it is loaded.</summary>
    public Task<IAsyncDisposable> Loaded => _loaded.Task;

    /// <summary>Done when it is disposed of.</summary>
    public Task Disposed => _disposed.Task;

    public void Hold()
    {
        lock (_lock)
            _leases++;
    }

    /// <summary>Loads it; what comes of that is <see cref="Loaded"/>.</summary>
    public async Task LoadAsync(Func<Task<IAsyncDisposable>> load)
    {
        try
        {
            _loaded.TrySetResult(await load());
        }
        catch (Exception exception)
        {
            _loaded.TrySetException(exception);
        }

        await ReleaseAsync();
    }

    public ValueTask ReleaseAsync()
    {
        lock (_lock)
        {
            _leases--;
            if (!MayEnd())
                return ValueTask.CompletedTask;
        }

        return EndAsync();
    }

    /// <summary>Nobody new will ask for it.</summary>
    public ValueTask RetireAsync()
    {
        lock (_lock)
        {
            _retired = true;
            if (!MayEnd())
                return ValueTask.CompletedTask;
        }

        return EndAsync();
    }

    /// <summary>Within the lock; true once.</summary>
    private bool MayEnd()
    {
        if (!_retired || _leases > 0 || _ending)
            return false;
        return _ending = true;
    }

    private async ValueTask EndAsync()
    {
        try
        {
            if (_loaded.Task.IsCompletedSuccessfully)
                await (await _loaded.Task).DisposeAsync();
        }
        catch (Exception exception)
        {
            // Nobody waits for it who could be told; the next attempt that needs one makes another.
            await Console.Error.WriteLineAsync($"A resource could not be disposed of: {exception.GetType().FullName}: {exception.Message}");
        }
        finally
        {
            _disposed.TrySetResult();
        }
    }
}
