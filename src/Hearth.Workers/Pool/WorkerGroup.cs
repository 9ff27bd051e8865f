namespace Hearth.Workers.Pool;

/// <summary>Workers that serve the same attempts. Those who wait are served in the order in which they came.</summary>
/// <param name="limit">The most workers; those that are about to end do not count.</param>
/// <param name="start">Starts a worker, which calls back when it has looked after replaced code.</param>
/// <param name="leaks">Says when a worker holds too much of it.</param>
internal sealed class WorkerGroup(int limit, Func<Action<WorkerProcess>, CancellationToken, Task<WorkerProcess>> start, LeakWatch leaks) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    // The last one is used first: its memory is warm.
    private readonly List<WorkerProcess> _idle = [];
    private readonly HashSet<WorkerProcess> _alive = [];
    private readonly HashSet<WorkerProcess> _leaving = [];
    private readonly HashSet<WorkerProcess> _looking = [];
    private readonly LinkedList<TaskCompletionSource<WorkerLease>> _waiting = new();
    private readonly HashSet<Task> _work = [];
    private readonly CancellationTokenSource _closing = new();
    private int _starting;
    private bool _closed;

    /// <summary>All that have not ended.</summary>
    public IReadOnlyList<WorkerProcess> Workers
    {
        get
        {
            lock (_lock)
                return [.. _alive, .. _leaving];
        }
    }

    public void Prewarm(int count)
    {
        lock (_lock)
            for (var more = count - _alive.Count - _starting; more > 0 && !_closed; more--)
                Start();
    }

    /// <summary>Gives no more work to workers that hold replaced code.</summary>
    /// <returns>The workers, and whether each ends now: the others end after what they execute.</returns>
    public IReadOnlyList<(WorkerProcess Worker, bool Ends)> ReplaceLeaking(string reason)
    {
        List<(WorkerProcess Worker, bool Ends)> replaced = [];
        lock (_lock)
            foreach (var worker in _closed ? [] : _alive.Where(worker => worker.Code.Contexts is { Old.Count: > 0 }).ToList())
            {
                worker.Leave(reason);
                var idle = _idle.Contains(worker);
                replaced.Add((worker, idle));
                if (idle)
                    Leave(worker);
            }

        return replaced;
    }

    public Task<WorkerLease> RentAsync(CancellationToken cancellationToken)
    {
        LinkedListNode<TaskCompletionSource<WorkerLease>> waiting;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            while (_idle is [.., var worker])
            {
                _idle.RemoveAt(_idle.Count - 1);
                if (worker.Usable)
                    return Task.FromResult(Lease(worker));
            }

            waiting = _waiting.AddLast(new TaskCompletionSource<WorkerLease>(TaskCreationOptions.RunContinuationsAsynchronously));
            StartWhereWanted();
        }

        return WaitAsync(waiting, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        List<WorkerProcess> alive;
        List<TaskCompletionSource<WorkerLease>> waiting;
        List<Task> work;
        lock (_lock)
        {
            if (_closed)
                return;
            _closed = true;
            work = [.. _work];
            alive = [.. _alive, .. _leaving];
            waiting = [.. _waiting];
            _waiting.Clear();
        }

        foreach (var one in waiting)
            one.TrySetException(new ObjectDisposedException(nameof(WorkerPool)));
        await _closing.CancelAsync();
        await Task.WhenAll([.. work, .. alive.Select(worker => worker.DisposeAsync().AsTask())]);
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
        Begin(StartAsync);
    }

    /// <summary>Within the lock. Work that the group's end waits for.</summary>
    private void Begin(Func<Task> work)
    {
        var begun = Task.Run(work);
        _work.Add(begun);
        _ = begun.ContinueWith(ended =>
        {
            lock (_lock)
                _work.Remove(ended);
        }, TaskScheduler.Default);
    }

    private async Task StartAsync()
    {
        WorkerProcess worker;
        try
        {
            worker = await start(Reported, _closing.Token);
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
            _leaving.Remove(worker);
            _idle.Remove(worker);
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
            if (_closed)
                return;
            if (!worker.Usable)
            {
                if (worker.Leaving is not null)
                    Leave(worker);
                return;
            }

            next = Dequeue();
            if (next is null)
            {
                _idle.Add(worker);
                LookWhereWanted(worker);
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

    /// <summary>On the worker's reading thread: before the attempt that made the worker look has ended for the host, so that no other follows where it must not.</summary>
    private void Reported(WorkerProcess worker)
    {
        lock (_lock)
        {
            if (_closed)
                return;
            if (leaks.TooMuch(worker) is { } reason)
                worker.Leave(reason);
            if (!_idle.Contains(worker))
                return;
            if (worker.Leaving is not null)
                Leave(worker);
            else
                LookWhereWanted(worker);
        }
    }

    /// <summary>Within the lock; the worker is idle.</summary>
    private void LookWhereWanted(WorkerProcess worker)
    {
        if ((leaks.HasNews(worker) || leaks.TooMuchForIdle(worker) is not null) && _looking.Add(worker))
            Begin(() => LookAsync(worker));
    }

    /// <summary>The worker may be rented meanwhile: then its attempt begins a moment later, which is better than with a new process.</summary>
    private async Task LookAsync(WorkerProcess worker)
    {
        try
        {
            await leaks.TellAsync(worker, leaving: false, _closing.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        finally
        {
            lock (_lock)
                _looking.Remove(worker);
        }

        lock (_lock)
        {
            if (_closed || !_idle.Contains(worker) || leaks.TooMuchForIdle(worker) is not { } reason)
                return;
            worker.Leave(reason);
            Leave(worker);
        }
    }

    /// <summary>Within the lock; nothing executes on the worker.</summary>
    private void Leave(WorkerProcess worker)
    {
        if (!_alive.Remove(worker))
            return;
        var idle = _idle.Remove(worker);
        _leaving.Add(worker);
        StartWhereWanted();
        // Whoever edits will run again soon.
        if (idle && _alive.Count + _starting == 0)
            Start();
        Begin(() => LeaveAsync(worker));
    }

    private async Task LeaveAsync(WorkerProcess worker)
    {
        var reason = worker.Leaving!;
        try
        {
            await leaks.TellAsync(worker, leaving: true, _closing.Token);
            leaks.TellReplaced(worker, reason);
        }
        catch (OperationCanceledException)
        {
            // The pool ends, and the worker with it.
        }
        finally
        {
            worker.Kill($"it was replaced: {reason}");
        }
    }
}
