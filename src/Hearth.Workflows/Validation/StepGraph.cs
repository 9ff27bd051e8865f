using System.Collections.Immutable;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Problems;

namespace Hearth.Workflows.Validation;

/// <summary>Which step needs which, by the names of the file: one with stages is one step.</summary>
internal sealed class StepGraph(WorkflowDefinition workflow)
{
    /// <summary>Each step by its last stage, whose output is the step's; what a step needs its stages say alike.</summary>
    private readonly ImmutableDictionary<string, StepDefinition> _steps = workflow.Steps.GroupBy(step => step.StepName).ToImmutableDictionary(steps => steps.Key, steps => steps.Last());
    private readonly Dictionary<string, HashSet<string>> _needed = [];

    public IEnumerable<string> Names => workflow.Steps.Select(step => step.StepName).Distinct();

    /// <summary>The step of a name; of one with stages the last.</summary>
    public StepDefinition? Find(string name) => _steps.GetValueOrDefault(name);

    /// <summary>The stages before one, in their order.</summary>
    public IEnumerable<StepDefinition> StagesBefore(StepDefinition stage) =>
        workflow.Steps.Where(step => step.Stage is not null && step.StepName == stage.StepName).TakeWhile(step => step.Name != stage.Name);

    /// <summary>All steps that a step needs, directly or through others. Never the step itself, unless it is in a circle.</summary>
    public IReadOnlySet<string> NeededBy(StepDefinition step)
    {
        if (_needed.TryGetValue(step.StepName, out var known))
            return known;

        var needed = new HashSet<string>();
        var open = new Stack<StepDefinition>([step]);
        while (open.TryPop(out var next))
        {
            foreach (var need in next.Needs)
            {
                if (Find(need.Value) is { } found && needed.Add(need.Value))
                    open.Push(found);
            }
        }

        return _needed[step.StepName] = needed;
    }

    public void Check(ProblemCollector problems)
    {
        foreach (var name in Names)
            CheckNeeds(name, Find(name)!, problems);

        var cycles = CycleFinder.Find(
            Names,
            name => Find(name) is { } step ? step.Needs.Select(need => need.Value).Where(need => need != name && _steps.ContainsKey(need)) : []);
        foreach (var cycle in cycles)
        {
            var need = Find(cycle[^2])!.Needs.First(need => need.Value == cycle[^1]);
            problems.Add(ProblemIds.CyclicNeeds, need.Position, $"Steps need each other in a circle: {string.Join(" -> ", cycle)}");
        }
    }

    private void CheckNeeds(string name, StepDefinition step, ProblemCollector problems)
    {
        var seen = new HashSet<string>();
        foreach (var need in step.Needs)
        {
            if (need.Value == name)
                problems.Add(ProblemIds.NeedsItself, need.Position, $"Step '{name}' needs itself");
            else if (Find(need.Value) is null)
                problems.Add(
                    ProblemIds.UnknownNeed,
                    need.Position,
                    $"Step '{name}' needs '{need.Value}', but there is no such step",
                    NearestName.Find(need.Value, Names.Where(other => other != name)));
            else if (!seen.Add(need.Value))
                problems.Add(ProblemIds.InvalidValue, need.Position, $"Step '{name}' needs '{need.Value}' twice");
        }
    }
}
