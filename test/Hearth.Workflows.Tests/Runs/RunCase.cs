using System.Collections.Immutable;
using System.Globalization;
using Hearth.Workflows.Runs;

namespace Hearth.Workflows.Tests.Runs;

/// <summary>A random plan and the seed of everything that happens to it.</summary>
/// <param name="Steps">The plan; each step needs earlier ones only.</param>
/// <param name="MostItems">The most items of each step; how many it has is decided when it is opened. Of a stage the one before decides.</param>
/// <param name="Seed">Of the choices.</param>
/// <param name="Disturbances">How many crashes, pauses, cancellations and impossible events there may be.</param>
/// <param name="Retries">How often the run is retried after its end.</param>
/// <param name="Changes">How often its definition changes, at most, while it is under way.</param>
internal sealed record RunCase(ImmutableArray<PlannedStep> Steps, ImmutableArray<int> MostItems, int Seed, int Disturbances, int Retries, int Changes)
{
    /// <summary>Simpler cases, for finding the smallest that fails.</summary>
    public IEnumerable<RunCase> Simpler()
    {
        if (Changes > 0)
            yield return this with { Changes = Changes - 1 };
        if (Retries > 0)
            yield return this with { Retries = Retries - 1 };
        if (Disturbances > 0)
        {
            yield return this with { Disturbances = Disturbances / 2 };
            yield return this with { Disturbances = Disturbances - 1 };
        }

        for (var removed = Steps.Length - 1; removed >= 0 && Steps.Length > 1; removed--)
            yield return Without(removed);
        for (var step = 0; step < Steps.Length; step++)
        {
            if (Steps[step].Follows is not null)
                yield return this with { Steps = Steps.SetItem(step, Steps[step] with { Follows = null }) };
            if (MostItems[step] > 1)
                yield return this with { MostItems = MostItems.SetItem(step, MostItems[step] - 1) };
            if (Steps[step].Retry != RetryRule.None)
                yield return this with { Steps = Steps.SetItem(step, Steps[step] with { Retry = RetryRule.None }) };
            if (Steps[step].ContinueOnError)
                yield return this with { Steps = Steps.SetItem(step, Steps[step] with { ContinueOnError = false }) };
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"seed {Seed}, {Disturbances} disturbances, {Retries} retries, {Changes} changes\n{string.Join("\n", Steps.Select((step, index) => $"  {index}: {step} needs [{string.Join(",", step.Needs)}], follows {step.Follows}, up to {MostItems[index]} items"))}");

    private RunCase Without(int removed) => this with
    {
        Steps = [.. Steps.Where((_, index) => index != removed)
            .Select(step => step with { Follows = step.Follows is { } before && before != removed ? (before > removed ? before - 1 : before) : null, Needs = [.. step.Needs.Where(need => need != removed).Select(need => need > removed ? need - 1 : need)] })],
        MostItems = MostItems.RemoveAt(removed),
    };
}
