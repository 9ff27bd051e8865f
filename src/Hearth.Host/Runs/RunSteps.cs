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
    private readonly HashSet<string> _groups = [];
    private StepItems?[] _items = [];

    public RunSteps(RunEnvironment environment, CurrentProgram program, RunLog log)
    {
        _environment = environment;
        _program = program;
        _log = log;
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
    public IEvaluationScope ScopeOf(StartAttempt attempt) =>
        _items[attempt.Step] is { } items ? _scope.ForItem(items.Element(attempt.Item), attempt.Item) : _scope;

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
            WorkflowIsolation.Step => $"step {_log.Record.Id}/{Workflow.Steps[step].Name}",
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

            var list = await new ItemList(_environment, map, _scope, _scope.ForItem).MakeAsync(StoredList(map), map.NotSucceededIn is { } run ? NotSucceededIn(run, step) : null, cancellationToken);
            _items[step] = StepItems.Open(list, _environment.Content);
            _log.Add(new StepOpened(Now, step, _items[step]!.Count, definition.Workflow is null ? map.Quarantine : null), new EventData { Out = OutOf(map) }.With(list));
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
        map.Over.WholeOutputOf is { } whole && _log.Plan.IndexOf(whole) is >= 0 and var source && _log.Values.Output(source) is { Reference: not null } stored ? stored : null;

    /// <summary>Tells the items that an earlier run of the workflow had in this step, and that did not succeed there.</summary>
    private Func<Fingerprint, bool> NotSucceededIn(string id, int step)
    {
        if (_environment.Store.TryGet(id) is not { } record || record.Workflow != _log.Record.Workflow)
            throw new ItemListException($"'not-succeeded-in' names the run '{id}', which is no run of '{_log.Record.Workflow}'.");
        var earlier = RunLog.Load(_environment, record);
        var source = earlier.Plan.IndexOf(Workflow.Steps[step].Name);
        if (source < 0 || earlier.Values.Items(source) is not { } list)
            throw new ItemListException($"The step '{Workflow.Steps[step].Name}' had no items in the run '{id}'.");
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
        var gives = status == StepStatus.Succeeded || Workflow.Steps[step].ContinueOnError;
        if (gives && Workflow.Steps[step].Map is not null)
            array = await CollectAsync(step, cancellationToken);
        _items[step]?.Dispose();
        _items[step] = null;
        _log.Add(new StepEnded(Now, step, status), new EventData { Reason = reason }.With(array?.Value ?? (gives ? _log.Values.Single(step) : null)));
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

    private void Publish(int step, StepStatus status) => _scope.Publish(Workflow.Steps[step].Name, status, _log.Values.Output(step) ?? StoredValue.Null, _environment.Values);
}
