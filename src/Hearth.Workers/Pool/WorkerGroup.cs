namespace Hearth.Workers.Pool;

/// <summary>Workers that serve the same attempts. Those who wait are served in the order in which they came.</summary>
internal sealed class WorkerGroup(int limit, Func<CancellationToken, Task<WorkerProcess>> start) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Stack<WorkerProcess> _idle = new();
    private readonly HashSet<WorkerProcess> _alive = [];
    private readonly LinkedList<TaskCompletionSource<WorkerLease>> _waiting = new();
    private readonly HashSet<Task> _starts = [];
    private readonly CancellationTokenSource _closing = new();
    private int _starting;
    private bool _closed;

    public void Prewarm(int count)
    {
        lock (_lock)
            for (var more = count - _alive.Count - _starting; more > 0 && !_closed; more--)
                Start();
    }

    public Task<WorkerLease> RentAsync(CancellationToken cancellationToken)
    {
        LinkedListNode<TaskCompletionSource<WorkerLease>> waiting;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            while (_idle.TryPop(out var worker))
                if (worker.Usable)
                    return Task.FromResult(Lease(worker));
            waiting = _waiting.AddLast(new TaskCompletionSource<WorkerLease>(TaskCreationOptions.RunContinuationsAsynchronously));
            StartWhereWanted();
        }

        return WaitAsync(waiting, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        List<WorkerProcess> alive;
        List<TaskCompletionSource<WorkerLease>> waiting;
        List<Task> starts;
        lock (_lock)
        {
            if (_closed)
                return;
            _closed = true;
            starts = [.. _starts];
            alive = [.. _alive];
            waiting = [.. _waiting];
            _waiting.Clear();
        }

        foreach (var one in waiting)
            one.TrySetException(new ObjectDisposedException(nameof(WorkerPool)));
        await _closing.CancelAsync();
        await Task.WhenAll([.. starts, .. alive.Select(worker => worker.DisposeAsync().AsTask())]);
        _closing.Dispose();
    }

    private async Task<WorkerLease> WaitAsync(LinkedListNode<TaskCompletionSource<WorkerLease>> waiting, CancellationToken cancellationToken)
    {
        try
        {
            return await waiting.Value.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            lock (_lock)
                if (waiting.List is not null)
                    _waiting.Remove(waiting);
            // It may have been served at the same moment.
            if (!waiting.Value.TrySetCanceled(cancellationToken) && waiting.Value.Task.IsCompletedSuccessfully)
                (await waiting.Value.Task).Dispose();
            throw;
        }
    }

    /// <summary>Within the lock. As many are started as wait, up to the limit.</summary>
    private void StartWhereWanted()
    {
        while (!_closed && _starting < _waiting.Count && _alive.Count + _starting < limit)
            Start();
    }

    /// <summary>Within the lock.</summary>
    private void Start()
    {
        _starting++;
        // On another thread: making a process takes a while, and ends with this lock.
        var starting = Task.Run(StartAsync);
        _starts.Add(starting);
        _ = starting.ContinueWith(ended =>
        {
            lock (_lock)
                _starts.Remove(ended);
        }, TaskScheduler.Default);
    }

    private async Task StartAsync()
    {
        WorkerProcess worker;
        try
        {
            worker = await start(_closing.Token);
        }
        catch (Exception exception)
        {
            TaskCompletionSource<WorkerLease>? told = null;
            lock (_lock)
            {
                _starting--;
                told = Dequeue();
                // One failure answers one; the others are not left waiting for a start that nobody makes.
                StartWhereWanted();
            }

            told?.TrySetException(exception is WorkerStartException ? exception : new WorkerStartException(exception.Message, exception));
            return;
        }

        bool closed;
        lock (_lock)
        {
            _starting--;
            closed = _closed;
            if (!closed)
                _alive.Add(worker);
        }

        if (closed)
        {
            await worker.DisposeAsync();
            return;
        }

        _ = BuryAsync(worker);
        Release(worker);
    }

    /// <summary>A worker that dies is replaced when somebody waits.</summary>
    private async Task BuryAsync(WorkerProcess worker)
    {
        await worker.Exited;
        lock (_lock)
        {
            _alive.Remove(worker);
            StartWhereWanted();
        }

        await worker.DisposeAsync();
    }

    private WorkerLease Lease(WorkerProcess worker) => new(worker, () => Release(worker));

    private void Release(WorkerProcess worker)
    {
        TaskCompletionSource<WorkerLease>? next;
        lock (_lock)
        {
            if (_closed || !worker.Usable)
                return;
            next = Dequeue();
            if (next is null)
            {
                _idle.Push(worker);
                return;
            }
        }

        if (!next.TrySetResult(Lease(worker)))
            Release(worker);
    }

    private TaskCompletionSource<WorkerLease>? Dequeue()
    {
        if (_waiting.First is not { } first)
            return null;
        _waiting.RemoveFirst();
        return first.Value;
    }
}
