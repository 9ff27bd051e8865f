namespace Hearth.Workers.Pool;

/// <summary>
/// Workers, started when first needed and kept. Each executes one attempt at a time, so that when one dies exactly that attempt is the suspect.
/// Shared workers serve everyone; a group has workers of its own, which end with it. Safe for use from several threads.
/// </summary>
public sealed class WorkerPool : IAsyncDisposable
{
    private const string Shared = "";
    private readonly WorkerOptions _options;
    private readonly TimeProvider _time;
    private readonly LeakWatch _leaks;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, WorkerGroup> _groups = [];
    private int _lastNumber;
    private bool _closed;

    /// <summary>An empty pool.</summary>
    /// <param name="options">How workers are run.</param>
    /// <param name="time">For time limits.</param>
    /// <param name="observer">Hears of leaks and of workers that are replaced.</param>
    public WorkerPool(WorkerOptions options, TimeProvider time, IWorkerObserver? observer = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Count, 1);
        _options = options;
        _time = time;
        _leaks = new LeakWatch(options.Recycling, new LeakInspector(options.Recycling.InspectionLimit, time), observer);
    }

    /// <summary>The most workers in a group.</summary>
    public int Count => _options.Count;

    /// <summary>Starts shared workers before they are asked for.</summary>
    /// <param name="count">How many, at most <see cref="Count"/>.</param>
    public void Prewarm(int count) => Group(Shared).Prewarm(Math.Min(count, _options.Count));

    /// <summary>Waits for a free worker.</summary>
    /// <param name="group">Whose workers; null for the shared ones.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="WorkerStartException">The process cannot be started.</exception>
    public Task<WorkerLease> RentAsync(string? group, CancellationToken cancellationToken) => Group(group ?? Shared).RentAsync(cancellationToken);

    /// <summary>The workers as they are now: what leaked is as of their last look, see <see cref="VerifyAsync"/>.</summary>
    public IReadOnlyList<WorkerDescription> Describe() => [.. Workers().Select(worker => worker.Describe(_leaks.Describe))];

    /// <summary>Has all workers look which replaced code is still there; done when they have.</summary>
    public Task VerifyAsync(CancellationToken cancellationToken) => Task.WhenAll(Workers().Select(worker => worker.VerifyAsync(cancellationToken)));

    /// <summary>Replaces the workers that hold replaced code: idle ones now, the others after what they execute.</summary>
    /// <returns>The workers; done when the idle ones have ended.</returns>
    public async Task<IReadOnlyList<string>> ReplaceLeakingAsync(string reason, CancellationToken cancellationToken)
    {
        List<WorkerGroup> groups;
        lock (_lock)
            groups = [.. _groups.Values];
        List<(WorkerProcess Worker, bool Ends)> replaced = [.. groups.SelectMany(group => group.ReplaceLeaking(reason))];
        await Task.WhenAll(replaced.Where(entry => entry.Ends).Select(entry => entry.Worker.Exited)).WaitAsync(cancellationToken);
        return [.. replaced.Select(entry => entry.Worker.Name)];
    }

    /// <summary>Ends the workers of a group. Nothing happens where there is none.</summary>
    public async Task CloseGroupAsync(string group)
    {
        WorkerGroup? closing;
        lock (_lock)
            _groups.Remove(group, out closing);
        if (closing is not null)
            await closing.DisposeAsync();
    }

    /// <summary>Ends all workers at once; attempts that execute end as died.</summary>
    public async ValueTask DisposeAsync()
    {
        List<WorkerGroup> groups;
        lock (_lock)
        {
            if (_closed)
                return;
            _closed = true;
            groups = [.. _groups.Values];
            _groups.Clear();
        }

        await Task.WhenAll(groups.Select(group => group.DisposeAsync().AsTask()));
        _leaks.Dispose();
    }

    private WorkerGroup Group(string name)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (!_groups.TryGetValue(name, out var group))
                _groups.Add(name, group = new WorkerGroup(_options.Count, (reported, cancelled) => StartAsync(name, reported, cancelled), _leaks));
            return group;
        }
    }

    private List<WorkerProcess> Workers()
    {
        lock (_lock)
            return [.. _groups.Values.SelectMany(group => group.Workers)];
    }

    private Task<WorkerProcess> StartAsync(string group, Action<WorkerProcess> reported, CancellationToken cancellationToken) =>
        WorkerProcess.StartAsync($"w{Interlocked.Increment(ref _lastNumber)}", group, _options, _time, reported, cancellationToken);
}
