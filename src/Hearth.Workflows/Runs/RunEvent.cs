namespace Hearth.Workflows.Runs;

/// <summary>Something that happened to a run. The log of these is the truth; all state is a fold over it.</summary>
/// <param name="At">When, by the host's clock.</param>
public abstract record RunEvent(DateTimeOffset At);
