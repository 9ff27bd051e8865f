using System.Collections.Immutable;

namespace Hearth.Workflows.Runs;

/// <summary>What the state machine needs to know of a workflow: its steps in file order, each with the positions of the steps it needs.</summary>
public sealed record RunPlan(ImmutableArray<PlannedStep> Steps)
{
    /// <summary>The steps that need each step directly, by position.</summary>
    public ImmutableArray<ImmutableArray<int>> Dependents { get; } = Reverse(Steps, step => step.Needs);

    /// <summary>The stages that follow each step, by position: one at most, beside those that were removed.</summary>
    public ImmutableArray<ImmutableArray<int>> Followers { get; } = Reverse(Steps, step => step.Follows is { } before ? [before] : []);

    /// <summary>
    /// The positions in the order in which their items begin where many could: the later of two stages first, so that items go all the way before others set out.
    /// </summary>
    public ImmutableArray<int> StartOrder { get; } = OrderOf(Steps);

    /// <summary>The position of a step, or -1.</summary>
    public int IndexOf(string name)
    {
        for (var index = 0; index < Steps.Length; index++)
            if (Steps[index].Name == name)
                return index;
        return -1;
    }

    private static ImmutableArray<int> OrderOf(ImmutableArray<PlannedStep> steps)
    {
        return [.. Enumerable.Range(0, steps.Length).Select(index => (Index: index, Place: PlaceOf(index))).OrderBy(step => step.Place.First).ThenByDescending(step => step.Place.Depth).Select(step => step.Index)];

        // A stage stands where the first one of its step does.
        (int First, int Depth) PlaceOf(int index)
        {
            var depth = 0;
            for (; depth < steps.Length && steps[index].Follows is { } before && before >= 0 && before < steps.Length; depth++)
                index = before;
            return (index, depth);
        }
    }

    private static ImmutableArray<ImmutableArray<int>> Reverse(ImmutableArray<PlannedStep> steps, Func<PlannedStep, ImmutableArray<int>> before)
    {
        var dependents = new ImmutableArray<int>.Builder[steps.Length];
        for (var index = 0; index < steps.Length; index++)
            dependents[index] = ImmutableArray.CreateBuilder<int>();
        for (var index = 0; index < steps.Length; index++)
            foreach (var other in before(steps[index]).Where(other => other >= 0 && other < steps.Length))
                dependents[other].Add(index);
        return [.. dependents.Select(builder => builder.ToImmutable())];
    }
}
