namespace Hearth.Workflows.Runs;

/// <summary>The run exists. Always first.</summary>
public sealed record RunStarted(DateTimeOffset At) : RunEvent(At);
