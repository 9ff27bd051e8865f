using System.Text.Json;
using Hearth.Coherence;
using Hearth.Host.Json;
using Hearth.Store;
using Hearth.Workers.Protocol;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Expressions;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Runs;

/// <summary>Opens and ends the steps of a run: conditions, items, outputs, and what expressions see of them. Used by the run's loop only.</summary>
internal sealed class RunSteps
{
    private readonly RunEnvironment _environment;
    private readonly CurrentProgram _program;
    private readonly RunLog _log;
    private readonly RunScope _scope;
    private readonly StageOutputs _stages;
    private readonly HashSet<string> _groups = [];
    private StepItems?[] _items = [];

    public RunSteps(RunEnvironment environment, CurrentProgram program, RunLog log)
    {
        _environment = environment;
        _program = program;
        _log = log;
        _stages = new StageOutputs(log, environment.Values);
        _scope = new RunScope(log.Record.Id, log.Record.Created, log.Definition.Inputs);
    }

    /// <summary>The workflow's outputs, once the run succeeded.</summary>
    public JsonElement? Outputs { get; set; }

    private WorkflowDefinition Workflow => _program.Now.Workflow;

    private DateTimeOffset Now => _environment.Time.GetUtcNow();

    /// <summary>Makes visible what ended so far, as the definition of now reads it: at the beginning, and when the run has taken up a newer one.</summary>
    public void Restore()
    {
        _scope.Inputs = _log.Definition.Inputs;
        Array.Resize(ref _items, Workflow.Steps.Length);
        for (var step = 0; step < Workflow.Steps.Length; step++)
        {
            var state = _log.Machine.Steps[step];
            if (state.Ended)
                Publish(step, state.Status);
            else if (state.Status == StepStatus.Running && _items[step] is null && _log.Values.Items(step) is { } items)
                _items[step] = StepItems.Open(items, _environment.Content);
        }
    }

    /// <summary>What the expressions of an attempt see.</summary>
    public IEvaluationScope ScopeOf(StartAttempt attempt) => _items[attempt.Step] is not { } items ? _scope
        : _scope.ForItem(items.Element(attempt.Item), attempt.Item, Workflow.Steps[attempt.Step].Stage is { After: not null, Step: var step } ? stage => StageOf(step, stage, attempt.Item) : null);

    /// <summary>Whether a step, or the last of its stages.</summary>
    public bool IsLast(int step) => _log.Plan.Followers[step].All(follower => _log.Plan.Steps[follower].IsRemoved);

    /// <summary>The list that a mapped step goes over.</summary>
    public StepItems ItemsOf(int step) => _items[step] ?? throw new InvalidOperationException("A step that is not under way has no items.");

    /// <summary>Lets go of the lists.</summary>
    public void Close()
    {
        foreach (var items in _items)
            items?.Dispose();
    }

    /// <summary>The group of workers that a step uses; null for the shared ones.</summary>
    public string? GroupOf(int step)
    {
        var group = (Workflow.Steps[step].Isolation ?? Workflow.Isolation) switch
        {
            WorkflowIsolation.Run => $"run {_log.Record.Id}",
            WorkflowIsolation.Step => $"step {_log.Record.Id}/{Workflow.Steps[step].StepName}",
            _ => null,
        };
        if (group is not null)
            _groups.Add(group);
        return group;
    }

    /// <summary>All groups that steps used, whatever the definition says of them now.</summary>
    public IReadOnlyCollection<string> Groups => _groups;

    public async Task OpenAsync(int step, CancellationToken cancellationToken)
    {
        var definition = Workflow.Steps[step];
        if (definition.Stage?.After is { } before)
        {
            OpenStage(step, _log.Plan.IndexOf(before));
            return;
        }

        try
        {
            if (definition.When is { } condition && !condition.Evaluate(_scope))
            {
                Skip(step, $"its condition is false: {condition}");
                return;
            }

            if (definition.Map is not { } map)
            {
                _log.Add(new StepOpened(Now, step, 1));
                return;
            }

            var list = await new ItemList(_environment, map, _scope, (item, index) => _scope.ForItem(item, index)).MakeAsync(StoredList(map), map.NotSucceededIn is { } run ? NotSucceededIn(run, step) : null, cancellationToken);
            _items[step] = StepItems.Open(list, _environment.Content);
            var output = OutOf(map);
            _log.Add(new StepOpened(Now, step, _items[step]!.Count, definition.Workflow is null ? map.Quarantine : null), new EventData { Out = IsLast(step) ? output : null }.With(list));
        }
        catch (ItemListException exception)
        {
            Fail(step, AttemptErrorIds.Items, exception.Message);
        }
        catch (InvalidDataException exception)
        {
            Fail(step, AttemptErrorIds.Expression, new Problem(AttemptErrorIds.Expression, Workflow.File, definition.Map!.Position.Line, definition.Map.Position.Column, $"'map' goes over a list; {exception.Message}.").ToString());
        }
        catch (EvaluationException exception)
        {
            Fail(step, AttemptErrorIds.Expression, exception.Problem.ToString());
        }
    }

    /// <summary>Opens a stage after another one: its items are those of that one. The list is noted again, so that the stage has one however the log is read.</summary>
    private void OpenStage(int step, int before)
    {
        // As the step began: what is said of its items does not change any more, also where this stage was added since.
        var map = Workflow.Steps[before].Map!;
        var items = _log.Values.Items(before) ?? throw new InvalidOperationException("A stage follows a step without a list.");
        _items[step] = StepItems.Open(items, _environment.Content);
        _log.Add(new StepOpened(Now, step, _log.Machine.Steps[before].Items, map.Quarantine), new EventData { Out = IsLast(step) ? OutOf(map) : null }.With(items));
    }

    private string? OutOf(MapDefinition map)
    {
        if (map.Out is not { } template)
            return null;
        var path = template.Evaluate(_scope);
        return path.ValueKind == JsonValueKind.String && path.GetString() is { Length: > 0 } text ? Path.GetFullPath(text, _environment.Workspace.Root)
            : throw new ItemListException($"'out' is the path of a file; this is {path.GetRawText()}.");
    }

    private void Fail(int step, string id, string message)
    {
        _log.Add(new StepEnded(Now, step, StepStatus.Failed), new EventData { Error = AttemptError.Of(id, message) });
        Publish(step, StepStatus.Failed);
    }

    /// <summary>Where the list is the whole output of a step, and large: it need not be read as a whole.</summary>
    private StoredValue? StoredList(MapDefinition map) =>
        map.Over.WholeOutputOf is { } whole && Workflow.StepsNamed(whole) is [.., var source] && _log.Values.Output(_log.Plan.IndexOf(source.Name)) is { Reference: not null } stored ? stored : null;

    /// <summary>Tells the items that an earlier run of the workflow had in this step, and that did not succeed there.</summary>
    private Func<Fingerprint, bool> NotSucceededIn(string id, int step)
    {
        if (_environment.Store.TryGet(id) is not { } record || record.Workflow != _log.Record.Workflow)
            throw new ItemListException($"'not-succeeded-in' names the run '{id}', which is no run of '{_log.Record.Workflow}'.");
        var earlier = RunLog.Load(_environment, record);
        // What did not get through all stages did not succeed.
        var source = earlier.Plan.IndexOf(Workflow.StepsNamed(Workflow.Steps[step].StepName)[^1].Name);
        if (source < 0 || earlier.Values.Items(source) is not { } list)
            throw new ItemListException($"The step '{Workflow.Steps[step].StepName}' had no items in the run '{id}'.");
        using var items = StepItems.Open(list, _environment.Content);
        var open = new HashSet<Fingerprint>();
        for (long item = 0; item < items.Count; item++)
            if (!earlier.Machine.Steps[source].HasSucceeded(item))
                open.Add(Fingerprint.Of(items.Raw(item).Span));
        return open.Contains;
    }

    public void Skip(int step, string reason)
    {
        _log.Add(new StepSkipped(Now, step, reason));
        Publish(step, StepStatus.Skipped);
    }

    /// <returns>The outputs of a mapped step that has any.</returns>
    public async Task<StoredArray?> EndAsync(EndStep end, CancellationToken cancellationToken)
    {
        var (step, status, reason) = end;
        StoredArray? array = null;
        var definition = Workflow.Steps[step];
        var gives = (status == StepStatus.Succeeded || definition.ContinueOnError) && _log.Machine.Steps[step].IsOpened;
        // Nobody reads what another stage gave as a whole, but for what is kept of it.
        if (gives && definition.Map is not null && (IsLast(step) || definition.Cache is not null))
            array = await CollectAsync(step, cancellationToken);
        _items[step]?.Dispose();
        _items[step] = null;
        _log.Add(new StepEnded(Now, step, status), new EventData { Reason = reason }.With(array?.Value ?? (gives && definition.Map is null ? _log.Values.Single(step) : null)));
        Publish(step, status);
        return array;
    }

    private async Task<StoredArray> CollectAsync(int step, CancellationToken cancellationToken)
    {
        // The items' outputs are read back from the log, so they must be in it.
        await _log.FlushAsync();
        return await _environment.Values.PutArrayAsync(_log.OutputParts(step), cancellationToken);
    }

    public void EndRun(RunStatus status)
    {
        string? error = null;
        if (status == RunStatus.Succeeded)
        {
            try
            {
                Outputs = RunOutputs.Of(Workflow, _scope);
            }
            catch (EvaluationException exception)
            {
                status = RunStatus.Failed;
                error = exception.Problem.ToString();
            }
        }

        var result = new RunResult(Outputs, error);
        _log.Add(new RunEnded(Now, status), update: Update(status) with { Ended = Now, Result = RunRecordJson.Write(result) });
    }

    public static RunUpdate Update(RunStatus status) => new(Words.Of(status), null, default);

    /// <summary>A step is published when it has ended, one with stages when all of them have: its output is that of the last.</summary>
    private void Publish(int step, StepStatus status)
    {
        var definition = Workflow.Steps[step];
        var last = step;
        if (definition.Stage is not null)
        {
            int[] stages = [.. Workflow.StepsNamed(definition.StepName).Select(stage => _log.Plan.IndexOf(stage.Name))];
            if (stages.Any(stage => !_log.Machine.Steps[stage].Ended))
                return;
            (last, status) = (stages[^1], WholeStatus([.. stages.Select(stage => _log.Machine.Steps[stage].Status)]));
        }

        _scope.Publish(definition.StepName, status, _log.Values.Output(last) ?? StoredValue.Null, _environment.Values);
    }

    private static StepStatus WholeStatus(StepStatus[] stages) => stages.Contains(StepStatus.Failed) ? StepStatus.Failed
        : stages.Contains(StepStatus.Cancelled) ? StepStatus.Cancelled
        : stages.Contains(StepStatus.Succeeded) ? StepStatus.Succeeded : StepStatus.Skipped;

    private JsonElement? StageOf(string step, string stage, long item) =>
        _log.Plan.IndexOf(StageDefinition.FullName(step, stage)) is var position and >= 0 ? _stages.Of(position, item) : null;
}
