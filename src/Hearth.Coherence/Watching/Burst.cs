namespace Hearth.Coherence.Watching;

/// <summary>
/// Events that wait for the burst that they are part of to end: a checkout or a save in several steps is passed on once, when it rests. Safe for use from several threads.
/// </summary>
internal sealed class Burst : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);
    private readonly TimeSpan _quiet, _longest;
    private readonly TimeProvider _time;
    private readonly Action<IReadOnlyList<(string Path, string What)>, TimeSpan> _pass;
    private readonly ITimer _timer;
    private readonly Lock _lock = new(), _passing = new();
    private OrderedDictionary<string, string> _pending = new(StringComparer.Ordinal);
    private long _first, _last;

    /// <param name="quiet">How long nothing must happen for a burst to be over.</param>
    /// <param name="longest">The longest that an event waits.</param>
    /// <param name="time">The clock.</param>
    /// <param name="pass">Takes the paths of a burst, and how long the first of them waited; one call at a time.</param>
    public Burst(TimeSpan quiet, TimeSpan longest, TimeProvider time, Action<IReadOnlyList<(string Path, string What)>, TimeSpan> pass)
    {
        (_quiet, _longest, _time, _pass) = (quiet, longest, time, pass);
        _timer = time.CreateTimer(static burst => ((Burst)burst!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(string path, string what)
    {
        lock (_lock)
        {
            _last = _time.GetTimestamp();
            if (_pending.Count == 0)
            {
                _first = _last;
                _timer.Change(_quiet, Timeout.InfiniteTimeSpan);
            }

            _pending[path] = what;
        }
    }

    /// <summary>Passes on what waits, at once. When it returns, all that was added before has been passed on.</summary>
    public void Flush()
    {
        // The lock is held while it is passed on: who comes second must not return before the first is done.
        lock (_passing)
        {
            OrderedDictionary<string, string> burst;
            TimeSpan waited;
            lock (_lock)
            {
                if (_pending.Count == 0)
                    return;
                (burst, _pending) = (_pending, new OrderedDictionary<string, string>(StringComparer.Ordinal));
                waited = _time.GetElapsedTime(_first);
            }

            _pass([.. burst.Select(change => (change.Key, change.Value))], waited);
        }
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Look()
    {
        lock (_lock)
        {
            if (_pending.Count == 0)
                return;
            var (quiet, whole) = (_quiet - _time.GetElapsedTime(_last), _longest - _time.GetElapsedTime(_first));
            var rest = quiet < whole ? quiet : whole;
            if (rest > TimeSpan.Zero)
            {
                _timer.Change(rest > Tick ? rest : Tick, Timeout.InfiniteTimeSpan);
                return;
            }
        }

        Flush();
    }
}
