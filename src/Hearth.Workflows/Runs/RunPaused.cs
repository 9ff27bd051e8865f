namespace Hearth.Workflows.Runs;

/// <summary>The host stopped in good order. What was executing waits to be executed again, at no cost of a retry.</summary>
/// <param name="At">When.</param>
/// <param name="Continued">Attempts that survive their host (nested runs) and go on as they are.</param>
public sealed record RunPaused(DateTimeOffset At, IReadOnlyList<ItemReference> Continued) : RunEvent(At);
