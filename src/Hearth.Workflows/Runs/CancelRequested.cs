namespace Hearth.Workflows.Runs;

/// <summary>Nothing new is started, and the run ends as cancelled.</summary>
/// <param name="At">When.</param>
public sealed record CancelRequested(DateTimeOffset At) : RunEvent(At);
