namespace Hearth.Workflows.Runs;

/// <summary>An attempt was handed to a worker or a nested run. Logged before it is handed over.</summary>
/// <param name="At">When.</param>
/// <param name="Step">Position in the plan.</param>
/// <param name="Item">The item, from 0.</param>
/// <param name="Attempt">From 1, never used twice for an item.</param>
public sealed record AttemptStarted(DateTimeOffset At, int Step, long Item, int Attempt) : RunEvent(At);
