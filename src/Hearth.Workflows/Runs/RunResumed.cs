namespace Hearth.Workflows.Runs;

/// <summary>A host takes the run over. What was executing under the one before waits to be executed again, at no cost of a retry.</summary>
/// <param name="At">When.</param>
/// <param name="Continued">Attempts that survive their host (nested runs) and go on as they are.</param>
public sealed record RunResumed(DateTimeOffset At, IReadOnlyList<ItemReference> Continued) : RunEvent(At);
