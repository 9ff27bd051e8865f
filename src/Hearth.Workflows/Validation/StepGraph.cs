using System.Collections.Immutable;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Problems;

namespace Hearth.Workflows.Validation;

/// <summary>Which step needs which.</summary>
internal sealed class StepGraph(WorkflowDefinition workflow)
{
    private readonly ImmutableDictionary<string, StepDefinition> _steps = workflow.Steps.ToImmutableDictionary(step => step.Name);
    private readonly Dictionary<string, HashSet<string>> _needed = [];

    public IEnumerable<string> Names => workflow.Steps.Select(step => step.Name);

    public StepDefinition? Find(string name) => _steps.GetValueOrDefault(name);

    /// <summary>All steps that a step needs, directly or through others. Never the step itself, unless it is in a circle.</summary>
    public IReadOnlySet<string> NeededBy(StepDefinition step)
    {
        if (_needed.TryGetValue(step.Name, out var known))
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

        return _needed[step.Name] = needed;
    }

    public void Check(ProblemCollector problems)
    {
        foreach (var step in workflow.Steps)
            CheckNeeds(step, problems);

        var cycles = CycleFinder.Find(
            Names,
            name => Find(name) is { } step ? step.Needs.Select(need => need.Value).Where(need => need != name && _steps.ContainsKey(need)) : []);
        foreach (var cycle in cycles)
        {
            var need = Find(cycle[^2])!.Needs.First(need => need.Value == cycle[^1]);
            problems.Add(ProblemIds.CyclicNeeds, need.Position, $"Steps need each other in a circle: {string.Join(" -> ", cycle)}");
        }
    }

    private void CheckNeeds(StepDefinition step, ProblemCollector problems)
    {
        var seen = new HashSet<string>();
        foreach (var need in step.Needs)
        {
            if (need.Value == step.Name)
                problems.Add(ProblemIds.NeedsItself, need.Position, $"Step '{step.Name}' needs itself");
            else if (Find(need.Value) is null)
                problems.Add(
                    ProblemIds.UnknownNeed,
                    need.Position,
                    $"Step '{step.Name}' needs '{need.Value}', but there is no such step",
                    NearestName.Find(need.Value, Names.Where(name => name != step.Name)));
            else if (!seen.Add(need.Value))
                problems.Add(ProblemIds.InvalidValue, need.Position, $"Step '{step.Name}' needs '{need.Value}' twice");
        }
    }
}
