using System.Collections.Immutable;
using Hearth.Workflows.Runs;

namespace Hearth.Workflows.Tests.Runs;

/// <summary>Edits a definition at random, as people do: steps come, go, come back, and change what they need and how they are repeated.</summary>
internal sealed class DefinitionEdits(RunCase run, Random random)
{
    /// <summary>A step needs only steps of a lower rank, so that there are no circles, wherever it stands.</summary>
    private readonly List<double> _ranks = [.. run.Steps.Select((_, index) => (double)index)];

    /// <summary>The most items of each step.</summary>
    public List<int> MostItems { get; } = [.. run.MostItems];

    public RunPlan Next(RunPlan plan)
    {
        List<PlannedStep> steps = [.. plan.Steps.Select(step => step with { IsRemoved = random.Next(step.IsRemoved ? 2 : 5) == 0 })];
        // Stages come and go together.
        for (var index = 0; index < steps.Count; index++)
            steps[index] = steps[index] with { IsRemoved = steps[FirstOf(steps, index)].IsRemoved };
        for (var added = random.Next(3); added > 0; added--)
        {
            var ends = Enumerable.Range(0, steps.Count).Where(index => !steps[index].IsRemoved && steps.TrueForAll(other => other.Follows != index || other.IsRemoved)).ToList();
            int? follows = random.Next(3) == 0 && ends.Count > 0 ? ends[random.Next(ends.Count)] : null;
            _ranks.Add((follows is { } before ? _ranks[before] : 0) + random.NextDouble() * (steps.Count + 1));
            MostItems.Add(random.Next(3) == 0 ? random.Next(0, 7) : 1);
            steps.Add(new PlannedStep($"s{steps.Count}", [], random.Next(3) == 0, random.Next(1, 5), RunCases.Rule(random), random.Next(4) == 0) { Follows = follows });
        }

        return new RunPlan([.. steps.Select((step, index) => Edited(step, index, steps, isNew: index >= plan.Steps.Length))]);
    }

    private static int FirstOf(List<PlannedStep> steps, int index)
    {
        while (steps[index].Follows is { } before)
            index = before;
        return index;
    }

    private PlannedStep Edited(PlannedStep step, int index, List<PlannedStep> steps, bool isNew)
    {
        if (step.IsRemoved)
            return step with { Needs = [] };
        if (!isNew && random.Next(3) > 0)
            return step with { Needs = [.. step.Needs.Where(need => !steps[need].IsRemoved)] };
        ImmutableArray<int> needs = [.. Enumerable.Range(0, steps.Count).Where(other => _ranks[other] < _ranks[index] && !steps[other].IsRemoved && random.Next(3) == 0)];
        return step with { Needs = needs, Conditional = random.Next(3) == 0, Concurrency = random.Next(1, 5), Retry = RunCases.Rule(random), ContinueOnError = random.Next(4) == 0 };
    }
}
