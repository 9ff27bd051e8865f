using System.Buffers;
using System.Text.Json;
using Hearth.Host.Runs;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Expressions;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Results;

/// <summary>Tells what a run would execute and take over, as far as that can be known without executing anything.</summary>
/// <param name="environment">The host's.</param>
/// <param name="program">What the run would execute.</param>
/// <param name="inputs">Its inputs.</param>
/// <param name="fresh">The steps that take nothing over.</param>
/// <param name="bind">Completes the inputs of a nested workflow.</param>
internal sealed class RunForecast(RunEnvironment environment, RunProgram program, JsonElement inputs, FreshSteps fresh, Func<WorkflowDefinition, JsonElement, JsonElement> bind)
{
    private const string Reuse = "reuse", Compute = "compute", Unknown = "unknown", Skip = "skip";
    private readonly RunScope _scope = new("", environment.Time.GetUtcNow(), inputs);
    private readonly Dictionary<string, StepPlanView> _plans = [];
    private readonly HashSet<string> _known = [];
    private readonly Dictionary<int, JsonElement> _items = [];
    private readonly Dictionary<string, List<JsonElement?>> _stages = [];

    private WorkflowDefinition Workflow => program.Workflow;

    /// <summary>All steps.</summary>
    public async Task<PlanView> MakeAsync(CancellationToken cancellationToken)
    {
        while (_plans.Count < Workflow.Steps.Length)
            for (var index = 0; index < Workflow.Steps.Length; index++)
            {
                var step = Workflow.Steps[index];
                // In whatever order they are written, after those that they need.
                if (!_plans.ContainsKey(step.Name) && Before(step).All(_plans.ContainsKey))
                    _plans[step.Name] = await PlanAsync(index, step, cancellationToken);
            }

        return new PlanView(Workflow.Name, [.. Workflow.Steps.Select(step => _plans[step.Name])]);
    }

    private async Task<StepPlanView> PlanAsync(int index, StepDefinition step, CancellationToken cancellationToken)
    {
        try
        {
            if (step.Stage?.After is { } before && _plans[before].Verdict == Skip)
                return Skipped(index, step, _plans[before].Reason);
            if (step.Needs.FirstOrDefault(need => step.When is null && Workflow.StepsNamed(need.Value).Any(need => _plans[need.Name].Verdict == Skip)) is { } skipped)
                return Skipped(index, step, $"{skipped.Value} is skipped");
            if (step.When is { } condition)
            {
                if (FirstUnknown(condition.References) is { } obstacle)
                    return Unknowable(step, obstacle);
                if (!condition.Evaluate(_scope))
                    return Skipped(index, step, $"its condition is false: {condition}");
            }

            if (step.Map is { IsFile: false, Filter: null, Limit: null } map && FirstUnknown(map.Over.References) is null && map.Over.Evaluate(_scope) is { ValueKind: JsonValueKind.Array } items)
                _items[index] = items;
            if (step.Task is not null && !StoredResults.AreKept(step))
                return new StepPlanView(step.Name, Compute, "no `cache`", Counts(index, step, 0));
            if (step.Task is not null && fresh.Contains(step.Name))
                return new StepPlanView(step.Name, Compute, "nothing is to be reused (--fresh)", Counts(index, step, 0));
            if (FirstUnknown([step.With.References, .. step.Cache?.Paths.Select(path => path.References) ?? [], .. step.Map is { } over ? [over.Over.References] : (References[])[]]) is { } unknown)
                return Unknowable(step, unknown);
            if (step.Stage?.After is { } previous && _plans[previous].Verdict != Reuse)
                return Unknowable(step, previous);
            if (step.Map is not null and not { IsFile: false, Filter: null, Limit: null })
                return new StepPlanView(step.Name, Compute, "which items it has is known when it begins", null);
            if (step.Map is not null && !_items.ContainsKey(index))
                return new StepPlanView(step.Name, Compute, "what its 'map' gives is no list", null);
            return step.Workflow is null ? await PlanTaskAsync(index, step, cancellationToken) : await PlanNestedAsync(index, step, cancellationToken);
        }
        catch (EvaluationException exception)
        {
            // The run will end with it.
            return new StepPlanView(step.Name, Compute, exception.Problem.ToString(), null);
        }
        catch (HearthException exception)
        {
            return new StepPlanView(step.Name, Compute, exception.Message, null);
        }
    }

    private async Task<StepPlanView> PlanTaskAsync(int index, StepDefinition step, CancellationToken cancellationToken)
    {
        var results = new StoredResults(environment, new CurrentProgram(program), "", fresh, ScopeOf);
        var looks = await results.PlanAsync(index, program.Code.Find(step.Task!.Value)!, CountOf(index, step), cancellationToken);
        var outputs = looks.Select(look => look.Output is { } output ? environment.Values.Get(output) : (JsonElement?)null).ToList();
        return Planned(index, step, outputs, looks.FirstOrDefault(look => look.Output is null)?.Reason ?? looks.Select(look => look.Reason).FirstOrDefault("there are no items"));
    }

    private async Task<StepPlanView> PlanNestedAsync(int index, StepDefinition step, CancellationToken cancellationToken)
    {
        var outputs = new List<JsonElement?>();
        string? reason = null;
        var unknown = true;
        for (var item = 0; item < CountOf(index, step); item++)
        {
            var workflow = program.Workflows[step.Workflow!.Value];
            var given = bind(workflow, step.With.Evaluate(ScopeOf(new StartAttempt(index, item, 1))));
            var nested = new RunForecast(environment, program with { Workflow = workflow }, given, fresh.Nested(step.Name), bind);
            var plan = await nested.MakeAsync(cancellationToken);
            var first = plan.Steps.FirstOrDefault(inner => inner.Verdict == Compute) ?? plan.Steps.FirstOrDefault(inner => inner.Verdict == Unknown);
            outputs.Add(first is null ? RunOutputs.Of(workflow, nested._scope) : null);
            if (first is not null)
                reason ??= $"{workflow.Name}/{first.Name}: {first.Reason}";
            unknown &= first is null or { Verdict: Unknown };
        }

        var planned = Planned(index, step, outputs, reason ?? $"all of {step.Workflow!.Value}");
        return planned.Verdict == Compute && unknown ? planned with { Verdict = Unknown, Items = null } : planned;
    }

    private StepPlanView Planned(int index, StepDefinition step, List<JsonElement?> outputs, string reason)
    {
        var reused = outputs.Count(output => output is not null);
        if (step.Stage is not null)
            _stages[step.Name] = outputs;
        if (reused == outputs.Count && Workflow.StepsNamed(step.StepName)[^1].Name == step.Name)
            Publish(index, StepStatus.Succeeded, step.Map is null ? outputs[0]!.Value : ListOf(outputs));
        return new StepPlanView(step.Name, reused == outputs.Count ? Reuse : Compute, reason, Counts(index, step, reused));
    }

    private StepPlanView Skipped(int index, StepDefinition step, string reason)
    {
        Publish(index, StepStatus.Skipped, StoredValue.Null.Inline!.Value);
        return new StepPlanView(step.Name, Skip, reason, null);
    }

    private static StepPlanView Unknowable(StepDefinition step, string obstacle) => new(step.Name, Unknown, $"depends on what {obstacle} gives", null);

    private void Publish(int index, StepStatus status, JsonElement output)
    {
        _scope.Publish(Workflow.Steps[index].StepName, status, output);
        _known.Add(Workflow.Steps[index].StepName);
    }

    /// <summary>All that is planned before a step, by name.</summary>
    private IEnumerable<string> Before(StepDefinition step) =>
        step.Needs.SelectMany(need => Workflow.StepsNamed(need.Value)).Select(need => need.Name).Concat(step.Stage?.After is { } before ? [before] : []);

    private string? FirstUnknown(params ReadOnlySpan<References> references)
    {
        foreach (var reads in references)
            if (reads.Steps.FirstOrDefault(step => !_known.Contains(step)) is { } unknown)
                return unknown;
        return null;
    }

    private int CountOf(int index, StepDefinition step) => step.Map is null ? 1 : _items[index].GetArrayLength();

    private PlanCounts? Counts(int index, StepDefinition step, int reused) =>
        step.Map is not null && _items.TryGetValue(index, out var items) ? new PlanCounts(items.GetArrayLength(), reused, items.GetArrayLength() - reused) : null;

    private IEvaluationScope ScopeOf(StartAttempt attempt) =>
        _items.TryGetValue(attempt.Step, out var items) ? _scope.ForItem(items[(int)attempt.Item], attempt.Item, stage => StageOf(attempt, stage)) : _scope;

    private JsonElement? StageOf(StartAttempt attempt, string stage) =>
        _stages.GetValueOrDefault(StageDefinition.FullName(Workflow.Steps[attempt.Step].StepName, stage))?[(int)attempt.Item];

    private static JsonElement ListOf(List<JsonElement?> values)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var value in values)
                value!.Value.WriteTo(writer);
            writer.WriteEndArray();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }
}
