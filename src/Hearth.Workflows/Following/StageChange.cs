using System.Collections.Immutable;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Runs;

namespace Hearth.Workflows.Following;

/// <summary>
/// Whether a run can take up what a newer definition makes of the stages of its steps. Items that are on their way through stages cannot go another: where a step has begun its
/// stages stay as they are and in their order; others may be added at the end.
/// </summary>
public static class StageChange
{
    /// <summary>What the run cannot take up, for people; null where it can.</summary>
    /// <param name="followed">What the run has.</param>
    /// <param name="newer">The newer definition, without problems.</param>
    /// <param name="states">The run's steps.</param>
    public static string? Obstacle(FollowedDefinition followed, WorkflowDefinition newer, IReadOnlyList<StepState> states)
    {
        ArgumentNullException.ThrowIfNull(followed);
        ArgumentNullException.ThrowIfNull(newer);
        ArgumentNullException.ThrowIfNull(states);
        var steps = followed.Newest.Steps;
        var begun = steps.Where((step, index) => step.Stage is not null && index < states.Count && states[index].IsOpened).ToLookup(step => step.StepName);
        foreach (var step in begun)
        {
            // Where the step was removed and comes back: those that were removed with it.
            var whole = steps.Where(stage => stage.Stage is not null && stage.StepName == step.Key && !stage.IsRemoved).ToList();
            var stages = Names(StageOrder.Of(whole.Count > 0 ? whole : step));
            var after = Names(newer.StepsNamed(step.Key).Where(stage => stage.Stage is not null));
            if (!after.IsEmpty && !after.Take(stages.Length).SequenceEqual(stages))
                return $"The items of step '{step.Key}' have begun to go through the stages {Text(stages)}, and it has {Text(after)} now. Stages of a step that has begun can be changed, "
                    + "and others added at the end, but they cannot be removed, renamed, moved or inserted between.";
        }

        return null;
    }

    private static ImmutableArray<string> Names(IEnumerable<StepDefinition> stages) => [.. stages.Select(stage => stage.Stage?.Name ?? stage.Name)];

    private static string Text(ImmutableArray<string> stages) => string.Join(", ", stages);
}
