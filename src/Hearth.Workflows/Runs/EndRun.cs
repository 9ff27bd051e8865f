namespace Hearth.Workflows.Runs;

/// <summary>Evaluate the run's outputs and append <see cref="RunEnded"/>.</summary>
public sealed record EndRun(RunStatus Status) : Decision;
