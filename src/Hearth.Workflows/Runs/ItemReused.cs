namespace Hearth.Workflows.Runs;

/// <summary>Items that follow each other succeeded without an attempt: what earlier ones returned for the same code and input is taken over.</summary>
/// <param name="At">When.</param>
/// <param name="Step">Position in the plan.</param>
/// <param name="Item">The first item.</param>
/// <param name="Count">How many; at least 1.</param>
public sealed record ItemReused(DateTimeOffset At, int Step, long Item, long Count = 1) : RunEvent(At);
