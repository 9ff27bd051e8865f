using Hearth.Host.Runs;
using Hearth.Store;
using Hearth.Workers.Protocol;
using Hearth.Workflows.Definitions;

namespace Hearth.Host.Views;

/// <summary>Folds the entries of one step.</summary>
internal sealed class StepFold(StepDefinition definition, bool allAttempts)
{
    private const int MostAttempts = 1000;
    private readonly List<AttemptView> _attempts = [];
    private readonly Dictionary<long, AttemptView> _executing = [];
    private readonly List<HandedBatch> _batches = [];
    private readonly ItemSet _done = new();
    private readonly HashSet<long> _failing = [];
    private readonly ItemSet _reused = new();
    private string _status = "pending";
    private bool _mapped = definition.Map is not null, _removed;
    private string? _reason;
    private long _total, _executed;
    private DateTimeOffset? _began, _ended;

    /// <summary>The run took up a newer definition: whether the step is mapped stays as it was opened, and what its removal ended goes on when it is back.</summary>
    public void Define(StepDefinition newer)
    {
        if (_status == "pending")
            _mapped = newer.Map is not null;
        if (_removed && !newer.IsRemoved && _status is "skipped" or "cancelled")
            (_status, _reason, _ended) = (_began is null ? "pending" : "running", null, null);
        _removed = newer.IsRemoved;
    }

    public void Take(LogEntry entry, EventData data)
    {
        switch (entry.Kind)
        {
            case "step-opened":
                (_status, _total, _reason, _ended) = ("running", data.Items ?? 1, null, null);
                _began = entry.At;
                // A list is noted for steps that are mapped, and for no others.
                _mapped = data.Stored is not null;
                _executed = 0;
                _done.Clear();
                _failing.Clear();
                _reused.Clear();
                break;
            case "step-skipped":
                (_status, _reason) = ("skipped", data.Reason);
                break;
            case "step-ended":
                (_status, _ended, _reason) = (data.Status!, entry.At, data.Error?.Message ?? data.Reason ?? _reason);
                break;
            case "item-reused" or "items-reused":
                _done.Add(entry.Item ?? 0, data.Items ?? 1);
                _reused.Add(entry.Item ?? 0, data.Items ?? 1);
                _reason ??= data.Reason;
                break;
            case "attempt-started":
                _status = "running";
                // Why it was executed says more than why others were not.
                _reason = _executed++ == 0 ? data.Reason : _reason;
                _executing[entry.Item ?? 0] = new AttemptView(_mapped ? entry.Item : null, entry.Attempt ?? 1, data.Code, data.Worker, data.Run, "running", entry.At, 0, null);
                break;
            case "attempts-started":
                _status = "running";
                _reason = _executed == 0 ? data.Reason : _reason;
                _executed += data.Items ?? 1;
                // Those that are over are of no more use.
                _batches.RemoveAll(batch => batch.Executing(HasEnded) is null);
                _batches.Add(new HandedBatch(entry.Item ?? 0, data.Items ?? 1, new AttemptView(null, entry.Attempt ?? 1, data.Code, data.Worker, null, "running", entry.At, 0, null)));
                break;
            case "attempts-returned":
                Batch(entry.Item ?? 0)?.GiveBack(entry.Item ?? 0);
                _executing.Remove(entry.Item ?? 0);
                _executed -= data.Items ?? 1;
                break;
            case "attempts-ended" when data.Results is { } results:
                End(entry, results);
                break;
            case "attempt-ended":
                End(entry, data);
                break;
        }
    }

    /// <summary>What executed under a host that is gone does not any more.</summary>
    public void Interrupt(DateTimeOffset at, EventData data)
    {
        foreach (var attempt in Live().ToList())
        {
            var item = attempt.Item ?? 0;
            if (data.Continued?.Any(continued => continued.Step == definition.Name && continued.Item == item) == true)
                continue;
            Add(attempt with
            {
                Status = "interrupted",
                Seconds = (at - attempt.Started).TotalSeconds,
                Error = AttemptError.Of(AttemptErrorIds.HostStopped, "The host stopped while it executed."),
            });
            _executing.Remove(item);
        }

        // Of the others that a worker had been given nobody knows that they began.
        _batches.Clear();
    }

    /// <summary>Counts start over for what is done again; the attempts stay.</summary>
    public void Retry()
    {
        if (_removed)
            return;
        _failing.Clear();
        if (_status is "failed" or "skipped" or "cancelled")
            (_status, _reason, _ended) = ("pending", null, null);
    }

    public StepView View()
    {
        var running = Live().OrderBy(attempt => attempt.Item);
        var seconds = _began is { } began ? ((_ended ?? _attempts.Concat(Live()).Select(attempt => attempt.Started.AddSeconds(attempt.Seconds))
            .DefaultIfEmpty(began).Max()) - began).TotalSeconds : 0;
        return new StepView(definition.Name, _status, Reused: _total > 0 && _reused.Count == _total, _reason, Math.Max(0, seconds), _mapped ? new ItemCounts(_total, _done.Count, _failing.Count, _reused.Count) : null,
            [.. _attempts, .. running]);
    }

    /// <summary>What executes: of items that a worker was given together the first that has not ended.</summary>
    private IEnumerable<AttemptView> Live() => _executing.Values.Concat(_batches.Select(batch => batch.Executing(HasEnded)).OfType<AttemptView>());

    private HandedBatch? Batch(long item) => _batches.FindLast(batch => batch.Has(item));

    private bool HasEnded(long item) => _done.Contains(item) || _failing.Contains(item);

    private void End(LogEntry entry, ItemResults results)
    {
        var first = entry.Item ?? 0;
        var batch = Batch(first);
        var isListed = allAttempts || entry.Attempt > 1 || Enumerable.Range(0, results.Count).Any(index => _failing.Contains(first + index));
        if (!isListed || batch is null)
        {
            _done.Add(first, results.Count);
            return;
        }

        // One after the other, and the last ended right before this was noted.
        var started = entry.At - TimeSpan.FromMicroseconds(results.Microseconds.Sum());
        for (var index = 0; index < results.Count; index++)
        {
            _done.Add(first + index);
            _failing.Remove(first + index);
            Add(batch.Of(first + index) with { Status = "succeeded", Started = started, Seconds = results.Microseconds[index] / 1e6 });
            started += TimeSpan.FromMicroseconds(results.Microseconds[index]);
        }
    }

    private void End(LogEntry entry, EventData data)
    {
        var item = entry.Item ?? 0;
        if (!_executing.Remove(item, out var attempt))
        {
            if (Batch(item)?.Of(item) is not { } handed)
                return;
            attempt = handed with { Started = entry.At - TimeSpan.FromSeconds(data.Seconds ?? 0) };
        }

        // That its result does not stand for later runs.
        _reason = data.Reason ?? _reason;
        attempt = attempt with { Status = data.Status!, Seconds = data.Seconds ?? 0, Error = data.Error };
        if (data.Status == "succeeded")
        {
            _done.Add(item);
            var repeated = _failing.Remove(item) || attempt.Attempt > 1;
            if (_mapped && !allAttempts && !repeated)
                return;
        }
        else
        {
            _failing.Add(item);
        }

        Add(attempt);
    }

    private void Add(AttemptView attempt)
    {
        if (allAttempts || _attempts.Count < MostAttempts)
            _attempts.Add(attempt);
    }
}
