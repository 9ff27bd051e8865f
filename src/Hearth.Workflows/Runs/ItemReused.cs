namespace Hearth.Workflows.Runs;

/// <summary>An item succeeded without an attempt: what an earlier one returned for the same code and input is taken over.</summary>
/// <param name="At">When.</param>
/// <param name="Step">Position in the plan.</param>
/// <param name="Item">The item.</param>
public sealed record ItemReused(DateTimeOffset At, int Step, long Item) : RunEvent(At);
