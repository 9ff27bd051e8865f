namespace Hearth.Workflows.Runs;

/// <summary>A step's condition holds and its items are known.</summary>
/// <param name="At">When.</param>
/// <param name="Step">Position in the plan.</param>
/// <param name="Items">How many items; 1 for a step that is not mapped.</param>
/// <param name="Quarantine">After how many attempts that ended with their process an item is given up, at least 1; before that it is repeated whatever the step's retries are. Null leaves it to those.</param>
public sealed record StepOpened(DateTimeOffset At, int Step, long Items, int? Quarantine = null) : RunEvent(At);
