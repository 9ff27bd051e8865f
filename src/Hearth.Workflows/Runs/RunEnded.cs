namespace Hearth.Workflows.Runs;

/// <summary>The run ended.</summary>
/// <param name="At">When.</param>
/// <param name="Status">Succeeded, failed or cancelled.</param>
public sealed record RunEnded(DateTimeOffset At, RunStatus Status) : RunEvent(At);
