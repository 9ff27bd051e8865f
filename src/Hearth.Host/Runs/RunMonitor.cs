using System.Collections.Immutable;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Runs;

/// <summary>Watches a run for people: times, rates, the attempts' words, and the newest log entries.</summary>
internal sealed class RunMonitor
{
    private const int MostLogs = 200;
    private static readonly TimeSpan RateWindow = TimeSpan.FromSeconds(5);
    private readonly RunLog _log;
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly Dictionary<int, StepTimes> _times = [];
    private readonly Queue<LogLine> _logs = new();
    private readonly Lock _lock = new();

    public RunMonitor(RunLog log, TimeProvider time)
    {
        _log = log;
        _time = time;
        _started = time.GetTimestamp();
        Reports = new AttemptReports(Logged);
    }

    public AttemptReports Reports { get; }

    /// <summary>Tells what the workers of a step do.</summary>
    public Func<int, ImmutableArray<WorkerSnapshot>> Workers { get; set; } = _ => [];

    public RunSnapshot Snapshot()
    {
        ImmutableArray<LogLine> logs;
        lock (_lock)
        {
            logs = [.. _logs];
            _logs.Clear();
        }

        var now = _time.GetTimestamp();
        var definition = _log.Definition.Followed;
        return new RunSnapshot(_log.Record.Id, _log.Record.Workflow, Words.Of(_log.Machine.Status ?? RunStatus.Running), _time.GetElapsedTime(_started, now).TotalSeconds,
            [.. definition.Order.Select(index => Step(definition.InForce.Steps[index], index, now))], logs);
    }

    private StepSnapshot Step(StepDefinition definition, int index, long now)
    {
        var state = _log.Machine.Steps[index];
        if (!_times.TryGetValue(index, out var times))
            _times[index] = times = new StepTimes();
        if (state.Status != StepStatus.Pending)
            times.Began ??= now;
        if (state.Ended)
            times.Ended ??= now;
        var workers = state.Status == StepStatus.Running ? Workers(index) : [];
        var message = workers.IsEmpty ? null : Reports.Latest(definition.Name, workers.Select(worker => worker.Item).Order());
        return new StepSnapshot(definition.Name, Words.Of(state.Status), definition.Map is not null, state.Items, state.Succeeded, state.Reused, state.Failed, state.Lanes,
            times.Began is { } began ? _time.GetElapsedTime(began, times.Ended ?? now).TotalSeconds : 0,
            times.Rate(now, state.Succeeded + state.Failed, RateWindow, _time),
            message is null ? null : $"{message.Done}{(message.Total is { } total ? $"/{total}" : "")} {message.Text}".Trim(), state.Reason)
        {
            Workers = definition.Map is null ? [] : workers,
        };
    }

    private void Logged(LogLine line)
    {
        lock (_lock)
        {
            // Nobody may be watching.
            if (_logs.Count == MostLogs)
                _logs.Dequeue();
            _logs.Enqueue(line);
        }
    }

    private sealed class StepTimes
    {
        private readonly Queue<(long At, long Done)> _samples = new();

        public long? Began { get; set; }

        public long? Ended { get; set; }

        /// <summary>Over the last seconds; over the whole time where there are fewer.</summary>
        public double Rate(long now, long done, TimeSpan window, TimeProvider time)
        {
            _samples.Enqueue((now, done));
            while (_samples.Count > 2 && time.GetElapsedTime(_samples.Peek().At, now) > window)
                _samples.Dequeue();
            var (at, before) = _samples.Peek();
            var elapsed = time.GetElapsedTime(at, now).TotalSeconds;
            return elapsed < 0.05 ? 0 : (done - before) / elapsed;
        }
    }
}
