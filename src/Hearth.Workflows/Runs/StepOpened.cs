namespace Hearth.Workflows.Runs;

/// <summary>A step's condition holds and its items are known.</summary>
/// <param name="At">When.</param>
/// <param name="Step">Position in the plan.</param>
/// <param name="Items">How many items; 1 for a step that is not mapped.</param>
public sealed record StepOpened(DateTimeOffset At, int Step, long Items) : RunEvent(At);
