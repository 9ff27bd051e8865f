namespace Hearth.Workflows.Runs;

/// <summary>An attempt was handed to a worker or a nested run; or attempts of items that follow each other were handed to one worker, which does them one after the other. Logged before that.</summary>
/// <param name="At">When.</param>
/// <param name="Step">Position in the plan.</param>
/// <param name="Item">The item, from 0; the first of several.</param>
/// <param name="Attempt">From 1, never used twice for an item that began.</param>
/// <param name="Count">How many items; at least 1. Several only where none of them began before.</param>
public sealed record AttemptStarted(DateTimeOffset At, int Step, long Item, int Attempt, long Count = 1) : RunEvent(At);
