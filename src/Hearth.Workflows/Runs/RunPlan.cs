using System.Collections.Immutable;

namespace Hearth.Workflows.Runs;

/// <summary>What the state machine needs to know of a workflow: its steps in file order, each with the positions of the steps it needs.</summary>
public sealed record RunPlan(ImmutableArray<PlannedStep> Steps)
{
    /// <summary>The steps that need each step directly, by position.</summary>
    public ImmutableArray<ImmutableArray<int>> Dependents { get; } = Reverse(Steps);

    /// <summary>The stage that follows each step, by position; null where none does.</summary>
    public ImmutableArray<int?> Followers { get; } = FollowersOf(Steps);

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

    private static ImmutableArray<int?> FollowersOf(ImmutableArray<PlannedStep> steps)
    {
        var followers = new int?[steps.Length];
        for (var index = 0; index < steps.Length; index++)
            if (steps[index] is { IsRemoved: false, Follows: { } before } && before >= 0 && before < steps.Length)
                followers[before] = index;
        return [.. followers];
    }

    private static ImmutableArray<int> OrderOf(ImmutableArray<PlannedStep> steps)
    {
        // A stage stands where the first one of its step does.
        int FirstOf(int index)
        {
            for (var most = steps.Length; most > 0 && steps[index].Follows is { } before && before >= 0 && before < steps.Length; most--)
                index = before;
            return index;
        }

        int Depth(int index)
        {
            var depth = 0;
            for (; depth < steps.Length && steps[index].Follows is { } before && before >= 0 && before < steps.Length; depth++)
                index = before;
            return depth;
        }

        return [.. Enumerable.Range(0, steps.Length).OrderBy(FirstOf).ThenByDescending(Depth)];
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
