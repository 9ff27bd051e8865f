using System.Collections.Immutable;
using Hearth.Host.Runs;
using Hearth.Store;
using Hearth.Workflows.Definitions;

namespace Hearth.Host.Views;

/// <summary>Folds a run's log into what people look at.</summary>
internal sealed class RunViewFold
{
    private readonly Dictionary<string, StepFold> _steps;
    private readonly List<StepFold> _order;
    private DateTimeOffset? _working;
    private DateTimeOffset _last;
    private TimeSpan _worked;

    public RunViewFold(WorkflowDefinition definition, bool allAttempts)
    {
        _order = [.. definition.Steps.Select(step => new StepFold(step.Name, step.Map is not null, allAttempts))];
        _steps = _order.ToDictionary(step => step.Name);
    }

    public void Take(LogEntry entry)
    {
        var data = RunEventCodec.Data(entry);
        switch (entry.Kind)
        {
            case "run-started" or "run-resumed" or "retry-requested":
                // A host that was killed left no mark: what lies between its last entry and this one is not work.
                Pause(_last);
                _working = entry.At;
                break;
            case "run-paused" or "run-ended":
                Pause(entry.At);
                break;
        }

        _last = entry.At;
        if (entry.Kind is "run-resumed" or "run-paused" or "cancel-requested")
            foreach (var step in _order)
                step.Interrupt(entry, data);
        if (entry.Kind == "retry-requested")
            foreach (var step in _order)
                step.Retry();
        if (entry.Step is not null && _steps.TryGetValue(entry.Step, out var fold))
            fold.Take(entry, data);
    }

    public double Seconds(bool running) =>
        (_worked + (_working is { } since ? (running ? DateTimeOffset.UtcNow : _last) - since : TimeSpan.Zero)).TotalSeconds;

    public ImmutableArray<StepView> Steps() => [.. _order.Select(step => step.View())];

    private void Pause(DateTimeOffset at)
    {
        if (_working is { } since)
            _worked += at - since;
        _working = null;
    }
}
