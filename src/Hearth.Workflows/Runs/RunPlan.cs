using System.Collections.Immutable;

namespace Hearth.Workflows.Runs;

/// <summary>What the state machine needs to know of a workflow: its steps in file order, each with the positions of the steps it needs.</summary>
public sealed record RunPlan(ImmutableArray<PlannedStep> Steps)
{
    /// <summary>The steps that need each step directly, by position.</summary>
    public ImmutableArray<ImmutableArray<int>> Dependents { get; } = Reverse(Steps);

    /// <summary>The position of a step, or -1.</summary>
    public int IndexOf(string name)
    {
        for (var index = 0; index < Steps.Length; index++)
            if (Steps[index].Name == name)
                return index;
        return -1;
    }

    private static ImmutableArray<ImmutableArray<int>> Reverse(ImmutableArray<PlannedStep> steps)
    {
        var dependents = new ImmutableArray<int>.Builder[steps.Length];
        for (var index = 0; index < steps.Length; index++)
            dependents[index] = ImmutableArray.CreateBuilder<int>();
        for (var index = 0; index < steps.Length; index++)
            foreach (var need in steps[index].Needs)
                dependents[need].Add(index);
        return [.. dependents.Select(builder => builder.ToImmutable())];
    }
}
