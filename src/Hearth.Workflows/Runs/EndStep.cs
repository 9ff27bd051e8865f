namespace Hearth.Workflows.Runs;

/// <summary>Store the step's output and append <see cref="StepEnded"/>.</summary>
public sealed record EndStep(int Step, StepStatus Status) : Decision;
