namespace Hearth.Workflows.Runs;

/// <summary>Store the step's output and append <see cref="StepEnded"/>.</summary>
/// <param name="Step">Position in the plan.</param>
/// <param name="Status">Succeeded, failed or cancelled.</param>
/// <param name="Reason">Why it goes on no more, where items of it wait; for people.</param>
public sealed record EndStep(int Step, StepStatus Status, string? Reason = null) : Decision;
