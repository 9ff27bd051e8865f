namespace Hearth.Workflows.Runs;

/// <summary>Append <see cref="StepSkipped"/>.</summary>
public sealed record SkipStep(int Step, string Reason) : Decision;
