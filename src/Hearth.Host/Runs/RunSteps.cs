using System.Text.Json;
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
    private readonly RunProgram _program;
    private readonly RunLog _log;
    private readonly RunScope _scope;
    private readonly JsonElement?[] _items;

    public RunSteps(RunEnvironment environment, RunProgram program, RunLog log, JsonElement inputs)
    {
        _environment = environment;
        _program = program;
        _log = log;
        _scope = new RunScope(log.Record.Id, log.Record.Created, inputs, log.Plan);
        _items = new JsonElement?[log.Plan.Steps.Length];
    }

    /// <summary>The workflow's outputs, once the run succeeded.</summary>
    public JsonElement? Outputs { get; set; }

    private WorkflowDefinition Workflow => _program.Workflow;

    private DateTimeOffset Now => _environment.Time.GetUtcNow();

    /// <summary>Makes visible again what ended before this host.</summary>
    public void Restore()
    {
        for (var step = 0; step < Workflow.Steps.Length; step++)
        {
            var state = _log.Machine.Steps[step];
            if (state.Ended)
                Publish(step, state.Status);
            else if (state.Status == StepStatus.Running && _log.Values.Items(step) is { } items)
                _items[step] = _environment.Values.Get(items);
        }
    }

    /// <summary>What the expressions of an attempt see.</summary>
    public IEvaluationScope ScopeOf(StartAttempt attempt) =>
        _items[attempt.Step] is { } items ? _scope.ForItem(items[(int)attempt.Item], attempt.Item) : _scope;

    /// <summary>The group of workers that a step uses; null for the shared ones.</summary>
    public string? GroupOf(int step) => (Workflow.Steps[step].Isolation ?? Workflow.Isolation) switch
    {
        WorkflowIsolation.Run => $"run {_log.Record.Id}",
        WorkflowIsolation.Step => $"step {_log.Record.Id}/{Workflow.Steps[step].Name}",
        _ => null,
    };

    public IEnumerable<string> Groups() => Enumerable.Range(0, Workflow.Steps.Length).Select(GroupOf).OfType<string>().Distinct();

    public void Open(int step)
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

            var items = map.Over.Evaluate(_scope);
            if (items.ValueKind != JsonValueKind.Array)
                throw new EvaluationException(new Problem(AttemptErrorIds.Expression, Workflow.File, map.Position.Line, map.Position.Column,
                    $"'map' goes over a list; this is {items.ValueKind.ToString().ToLowerInvariant()}."));
            _items[step] = items;
            _log.Add(new StepOpened(Now, step, items.GetArrayLength()), new EventData().With(_environment.Values.Put(items)));
        }
        catch (EvaluationException exception)
        {
            _log.Add(new StepEnded(Now, step, StepStatus.Failed), new EventData { Error = AttemptError.Of(AttemptErrorIds.Expression, exception.Problem.ToString()) });
            Publish(step, StepStatus.Failed);
        }
    }

    public void Skip(int step, string reason)
    {
        _log.Add(new StepSkipped(Now, step, reason));
        Publish(step, StepStatus.Skipped);
    }

    /// <returns>The outputs of a mapped step that has any.</returns>
    public async Task<StoredArray?> EndAsync(int step, StepStatus status, CancellationToken cancellationToken)
    {
        StoredArray? array = null;
        var gives = status == StepStatus.Succeeded || Workflow.Steps[step].ContinueOnError;
        if (gives && Workflow.Steps[step].Map is not null)
            array = await CollectAsync(step, cancellationToken);
        _items[step] = null;
        _log.Add(new StepEnded(Now, step, status), new EventData().With(array?.Value ?? (gives ? _log.Values.Single(step) : null)));
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

    private void Publish(int step, StepStatus status) => _scope.Publish(step, status, _log.Values.Output(step) ?? StoredValue.Null, _environment.Values);
}
