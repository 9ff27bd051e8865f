using System.Collections.Concurrent;
using System.Diagnostics;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Loading;

/// <summary>
/// Sees to it that replaced code is really gone: after enough replacements, or when nothing happens for a while, it empties the caches that are known to hold types,
/// collects, and reports what stays. On a thread of its own. Safe for use from several threads.
/// </summary>
internal sealed class UnloadVerifier : IDisposable
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(5);
    private readonly Func<int> _modules;
    private readonly Action<long, ContextsMessage> _report;
    private readonly ContextCollector _collector = new();
    private readonly BlockingCollection<(long Id, TaskCompletionSource? Done)> _requests = [];
    private readonly List<RetiredContext> _retired = [];
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private SettingsMessage _settings = new();
    private TimeSpan _pause = TimeSpan.FromSeconds(5);
    private int _unverified;
    private int _old;
    private long _workingSet = long.MaxValue;
    private bool _requested;

    /// <param name="time">Tells when nothing has happened for long enough.</param>
    /// <param name="modules">How many modules are loaded and can be asked for.</param>
    /// <param name="report">Gets what was found, with the id of the request.</param>
    public UnloadVerifier(TimeProvider time, Func<int> modules, Action<long, ContextsMessage> report)
    {
        _modules = modules;
        _report = report;
        _timer = time.CreateTimer(_ => Request(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        new Thread(Serve) { IsBackground = true, Name = "unloading", Priority = ThreadPriority.BelowNormal }.Start();
    }

    public void Configure(SettingsMessage settings)
    {
        lock (_lock)
            _settings = settings;
    }

    /// <summary>A context was told to unload.</summary>
    public void Retired(RetiredContext context)
    {
        lock (_lock)
        {
            if (_workingSet == long.MaxValue)
                _collector.Baseline = _workingSet = Environment.WorkingSet;
            _retired.Add(context);
            if (++_unverified >= _settings.VerifyAfter)
                Request();
            else
                Wait();
        }
    }

    /// <summary>Something happened: what is unverified waits until it is quiet again.</summary>
    public void Touch()
    {
        lock (_lock)
            if (_unverified > 0)
                Wait();
    }

    /// <summary>Done when it was looked; at once, unless there are about as many old contexts as there may be. So the host hears of them before it gives more work.</summary>
    public Task WhenWithinLimitAsync()
    {
        lock (_lock)
        {
            if (_unverified == 0
                || (_unverified + _old < _settings.MostContexts * 4 / 5 && Environment.WorkingSet - _workingSet < _settings.MostBytes / 4))
                return Task.CompletedTask;
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _requests.Add((0, done));
            return done.Task;
        }
    }

    /// <summary>Looks now, and reports under this id.</summary>
    public void Request(long id) => _requests.Add((id, null));

    public void Dispose()
    {
        _timer.Dispose();
        _requests.CompleteAdding();
    }

    private void Wait() => _timer.Change(TimeSpan.FromSeconds(_settings.IdleSeconds), Timeout.InfiniteTimeSpan);

    private void Request()
    {
        lock (_lock)
        {
            if (_requested || _requests.IsAddingCompleted)
                return;
            _requested = true;
            _requests.Add((0, null));
        }
    }

    private void Serve()
    {
        try
        {
            foreach (var (id, done) in _requests.GetConsumingEnumerable())
            {
                _report(id, Verify());
                done?.TrySetResult();
            }
        }
        catch (IOException)
        {
            // The host is gone; the reading thread ends the process.
        }
    }

    private ContextsMessage Verify()
    {
        HashSet<RetiredContext> retired;
        lock (_lock)
        {
            _requested = false;
            _unverified = 0;
            retired = [.. _retired];
        }

        var found = _collector.Collect(retired);
        lock (_lock)
        {
            _retired.RemoveAll(context => retired.Contains(context) && !found.Alive.Contains(context));
            _workingSet = found.WorkingSet;
            _old = found.Alive.Count;
            _pause = _old == 0 ? TimeSpan.FromSeconds(5) : TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, s_longestPause.Ticks));
            // What a delay or a timer holds goes later; what came meanwhile has its own time.
            if (_old > 0 && _unverified == 0)
                _timer.Change(_pause / 2, Timeout.InfiniteTimeSpan);
        }

        return new ContextsMessage([.. found.Alive.Select(context => new OldContext(context.Key, context.Module, context.Context, context.Age.TotalSeconds, found.Growth / found.Alive.Count))],
            _modules(), found.Gone, found.WorkingSet, found.Growth, Timer.ActiveCount, Threads());
    }

    private static int Threads()
    {
        using var process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }
}
