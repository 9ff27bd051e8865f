namespace Hearth.Workflows.Runs;

/// <summary>The run takes up a newer definition.</summary>
/// <param name="At">When.</param>
/// <param name="Plan">All steps that the run ever had, each at its position, then those that were added.</param>
public sealed record DefinitionChanged(DateTimeOffset At, RunPlan Plan) : RunEvent(At);
