namespace Hearth.Workflows.Runs;

/// <summary>A step will not execute.</summary>
/// <param name="At">When.</param>
/// <param name="Step">Position in the plan.</param>
/// <param name="Reason">For people.</param>
public sealed record StepSkipped(DateTimeOffset At, int Step, string Reason) : RunEvent(At);
