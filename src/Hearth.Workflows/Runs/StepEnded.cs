namespace Hearth.Workflows.Runs;

/// <summary>A step ended; its output is stored.</summary>
/// <param name="At">When.</param>
/// <param name="Step">Position in the plan.</param>
/// <param name="Status">Succeeded, failed or cancelled.</param>
public sealed record StepEnded(DateTimeOffset At, int Step, StepStatus Status) : RunEvent(At);
