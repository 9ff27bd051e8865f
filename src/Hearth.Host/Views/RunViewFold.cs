using System.Collections.Immutable;
using Hearth.Host.Definitions;
using Hearth.Host.Runs;
using Hearth.Store;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Following;
using Hearth.Workflows.Yaml;

namespace Hearth.Host.Views;

/// <summary>Folds a run's log into what people look at.</summary>
internal sealed class RunViewFold
{
    private readonly Dictionary<string, StepFold> _steps = [];
    private readonly List<DefinitionChangeView> _changes = [];
    private readonly Func<string, WorkflowLibrary> _definitions;
    private readonly bool _allAttempts;
    private FollowedDefinition _definition;
    private DateTimeOffset? _working;
    private DateTimeOffset _last;
    private TimeSpan _worked;

    /// <param name="definition">What the run began with.</param>
    /// <param name="definitions">Loads what it took up.</param>
    /// <param name="allAttempts">Whether to keep every attempt of mapped steps.</param>
    public RunViewFold(WorkflowDefinition definition, Func<string, WorkflowLibrary> definitions, bool allAttempts)
    {
        (_definitions, _allAttempts) = (definitions, allAttempts);
        Take(_definition = FollowedDefinition.Of(definition));
    }

    /// <summary>What the run did with newer definitions.</summary>
    public DefinitionView Definition => new(EnumText.Name(_definition.Newest.Policy), [.. _changes]);

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
            case "definition-changed" when data is { Definitions: { } reference, Drift: { } drift }:
                var merged = _definition.Merged(_definitions(reference).Definitions[_definition.Newest.Name]);
                Take(_definition = FollowedDefinition.Of(merged));
                _changes.Add(new DefinitionChangeView(entry.At, drift));
                break;
        }

        // A host that was killed did not say when: its last sign of life was the entry before.
        var interrupted = entry.Kind == "run-resumed" ? _last : entry.At;
        _last = entry.At;
        if (entry.Kind is "run-resumed" or "run-paused")
            foreach (var step in _steps.Values)
                step.Interrupt(interrupted, data);
        if (entry.Kind == "retry-requested")
            foreach (var step in _steps.Values)
                step.Retry();
        if (entry.Step is not null && _steps.TryGetValue(entry.Step, out var fold))
            fold.Take(entry, data);
    }

    public double Seconds(bool running) =>
        (_worked + (_working is { } since ? (running ? DateTimeOffset.UtcNow : _last) - since : TimeSpan.Zero)).TotalSeconds;

    public ImmutableArray<StepView> Steps()
    {
        var views = _definition.Newest.Steps.ToDictionary(step => step.Name, step => _steps[step.Name].View(), StringComparer.Ordinal);
        return [.. _definition.Order.Select(index => WithDropped(_definition.Newest.Steps[index], views))];
    }

    /// <summary>With the items that were lost in the stages before.</summary>
    private StepView WithDropped(StepDefinition step, Dictionary<string, StepView> views)
    {
        var view = views[step.Name];
        var dropped = 0L;
        for (var before = step.Stage?.After; before is not null; before = _definition.Newest.Step(before)?.Stage?.After)
            dropped += views[before].Items?.Failed ?? 0;
        return step.Stage?.After is null || view.Items is not { } items ? view : view with { Items = items with { Dropped = dropped } };
    }

    private void Take(FollowedDefinition definition)
    {
        foreach (var step in definition.Newest.Steps)
            if (_steps.TryGetValue(step.Name, out var known))
                known.Define(step);
            else
                _steps.Add(step.Name, new StepFold(step, _allAttempts));
    }

    private void Pause(DateTimeOffset at)
    {
        if (_working is { } since)
            _worked += at - since;
        _working = null;
    }
}
