using System.Collections.Concurrent;
using Hearth.Workers.Pool;
using Hearth.Workers.Protocol;

namespace Hearth.Host.Runs;

/// <summary>What the executing attempts last said, and the log entries for those who follow a run. Safe for use from several threads.</summary>
internal sealed class AttemptReports(Action<LogLine> logged)
{
    private readonly ConcurrentDictionary<(string Step, long Item), ProgressMessage> _progress = new();

    /// <summary>An observer for an attempt; what it said is forgotten when it is disposed.</summary>
    public Observer Observe(string step, long item) => new(this, step, item);

    /// <summary>The latest word of a step's attempts.</summary>
    public ProgressMessage? Latest(string step, IEnumerable<long> items)
    {
        foreach (var item in items)
            if (_progress.TryGetValue((step, item), out var progress))
                return progress;
        return null;
    }

    /// <summary>An item of a batch logged.</summary>
    public void Logged(string step, long item, LogMessage entry) => Log(new LogLine(step, item, entry.Level, entry.Text));

    /// <summary>An item of a batch said how far it is.</summary>
    public void Progressed(string step, long item, ProgressMessage progress) => _progress[(step, item)] = progress;

    /// <summary>An item of a batch ended: what it said is forgotten.</summary>
    public void Ended(string step, long item) => _progress.TryRemove((step, item), out _);

    internal sealed class Observer(AttemptReports reports, string step, long item) : IAttemptObserver, IDisposable
    {
        public void Logged(LogMessage entry) => reports.Log(new LogLine(step, item, entry.Level, entry.Text));

        public void Progressed(ProgressMessage progress) => reports._progress[(step, item)] = progress;

        public void Dispose() => reports._progress.TryRemove((step, item), out _);
    }

    private void Log(LogLine line) => logged(line);
}
