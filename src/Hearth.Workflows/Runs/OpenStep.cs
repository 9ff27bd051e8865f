namespace Hearth.Workflows.Runs;

/// <summary>Evaluate the step's condition and items: <see cref="StepOpened"/>, <see cref="StepSkipped"/>, or <see cref="StepEnded"/> as failed.</summary>
public sealed record OpenStep(int Step) : Decision;
