using Hearth.Workflows.Definitions;
using Hearth.Workflows.Runs;

namespace Hearth.Workflows.Following;

/// <summary>
/// The definition of a run that may follow newer ones. A step never changes its position: steps that are removed keep theirs, steps that are added come after all others. Immutable.
/// </summary>
/// <param name="Newest">The newest definition, with the steps that were removed.</param>
/// <param name="InForce">The same, where steps that have begun still are what they began as, as far as that cannot change any more.</param>
public sealed record FollowedDefinition(WorkflowDefinition Newest, WorkflowDefinition InForce)
{
    /// <summary>The definition that a run begins with.</summary>
    public static FollowedDefinition Of(WorkflowDefinition definition) => new(definition, definition);

    /// <summary>The positions of the steps as people want to see them: in the order of the newest file, removed ones last.</summary>
    public IEnumerable<int> Order => Enumerable.Range(0, Newest.Steps.Length)
        .OrderBy(index => Newest.Steps[index].IsRemoved).ThenBy(index => Newest.Steps[index].Position.Line).ThenBy(index => Newest.Steps[index].Position.Column);

    /// <summary>The newest definition once a newer one is taken up; <see cref="TakenUp"/> goes on from there.</summary>
    public WorkflowDefinition Merged(WorkflowDefinition newer)
    {
        var known = Newest.Steps.Select(step => step.Name).ToHashSet(StringComparer.Ordinal);
        return newer with
        {
            Steps =
            [
                .. Newest.Steps.Select(step => newer.Step(step.Name) ?? step with { IsRemoved = true }),
                .. newer.Steps.Where(step => !known.Contains(step.Name)),
            ],
        };
    }

    /// <summary>The definition after a change.</summary>
    /// <param name="merged">What <see cref="Merged"/> gave.</param>
    /// <param name="states">The steps, after the change.</param>
    public FollowedDefinition TakenUp(WorkflowDefinition merged, IReadOnlyList<StepState> states) => new(merged, merged with
    {
        Steps = [.. merged.Steps.Select((step, index) => index < InForce.Steps.Length ? Continued(InForce.Steps[index], step, states[index]) : step)],
    });

    /// <summary>The definition after a retry: what is done again, or goes on, takes the newest.</summary>
    /// <param name="states">The steps, after the retry.</param>
    public FollowedDefinition Retried(IReadOnlyList<StepState> states) => TakenUp(Newest, states);

    private static StepDefinition Continued(StepDefinition begun, StepDefinition newest, StepState state)
    {
        if (state.Status == StepStatus.Pending)
            return newest;
        // Its items are counted, numbered and kept by what it was when it was opened.
        var isOther = begun.Map is null != newest.Map is null || begun.Workflow is null != newest.Workflow is null;
        if (state.Ended || newest.IsRemoved || isOther)
            return begun with { IsRemoved = newest.IsRemoved };
        return newest.Map is { } map ? newest with { Map = begun.Map! with { Concurrency = map.Concurrency, BatchSize = map.BatchSize, BatchTimeout = map.BatchTimeout } } : newest;
    }
}
