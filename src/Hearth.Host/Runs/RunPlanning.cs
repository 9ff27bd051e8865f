using Hearth.Workflows.Definitions;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Runs;

/// <summary>From a definition to what the state machine needs of it.</summary>
internal static class RunPlanning
{
    /// <param name="definition">The workflow, without problems; also one that a run followed, with steps that were removed.</param>
    /// <param name="workers">How many nested runs of a mapped step go on at once, where it does not say; tasks are bounded by the workers themselves.</param>
    public static RunPlan Plan(WorkflowDefinition definition, int workers)
    {
        var positions = definition.Steps.Select((step, index) => (step.Name, index)).ToDictionary(entry => entry.Name, entry => entry.index);
        return new RunPlan(
        [
            .. definition.Steps.Select(step => new PlannedStep(step.Name, step.IsRemoved ? [] : [.. step.Needs.SelectMany(need => definition.StepsNamed(need.Value)).Select(need => positions[need.Name])], step.When is not null,
                step.Map?.Concurrency ?? (step.Workflow is null ? int.MaxValue : workers), step.Retry, step.ContinueOnError)
            {
                Follows = step.Stage?.After is { } before ? positions[before] : null,
                IsRemoved = step.IsRemoved,
            }),
        ]);
    }
}
