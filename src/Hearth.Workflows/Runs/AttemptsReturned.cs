namespace Hearth.Workflows.Runs;

/// <summary>Items that were handed to a worker, and of which it is certain that none has begun, wait again as if they had not been. Costs no retry and no number.</summary>
/// <param name="At">When.</param>
/// <param name="Step">Position in the plan.</param>
/// <param name="Item">The first item.</param>
/// <param name="Count">How many items that follow each other; at least 1.</param>
public sealed record AttemptsReturned(DateTimeOffset At, int Step, long Item, long Count) : RunEvent(At);
