using Hearth.Workers.Pool;

namespace Hearth.Workers.Tests;

/// <summary>Keeps what is told of workers, and can be waited on.</summary>
internal sealed class LeakObserver : IWorkerObserver
{
    private readonly Lock _lock = new();
    private readonly List<LeakedModule> _leaked = [];
    private readonly List<(WorkerDescription Worker, string Reason)> _replaced = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<LeakedModule> Leaks
    {
        get
        {
            lock (_lock)
                return [.. _leaked];
        }
    }

    public IReadOnlyList<(WorkerDescription Worker, string Reason)> Replacements
    {
        get
        {
            lock (_lock)
                return [.. _replaced];
        }
    }

    public void Leaked(WorkerDescription worker, IReadOnlyList<LeakedModule> modules) => Change(() => _leaked.AddRange(modules));

    public void Replaced(WorkerDescription worker, string reason) => Change(() => _replaced.Add((worker, reason)));

    /// <summary>Waits until it is so.</summary>
    public async Task WhenAsync(Func<LeakObserver, bool> condition)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
                changed = _changed.Task;
            if (condition(this))
                return;
            await changed.WaitAsync(Bench.Patience);
        }
    }

    private void Change(Action change)
    {
        lock (_lock)
        {
            change();
            var changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            changed.SetResult();
        }
    }
}
