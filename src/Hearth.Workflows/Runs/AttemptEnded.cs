namespace Hearth.Workflows.Runs;

/// <summary>An attempt ended; or attempts of items that follow each other succeeded.</summary>
/// <param name="At">When.</param>
/// <param name="Step">Position in the plan.</param>
/// <param name="Item">The item; the first of several.</param>
/// <param name="Attempt">The attempt, the same for all.</param>
/// <param name="Outcome">How.</param>
/// <param name="Transient">The task called its error transient.</param>
/// <param name="Count">How many items; at least 1.</param>
public sealed record AttemptEnded(DateTimeOffset At, int Step, long Item, int Attempt, AttemptOutcome Outcome, bool Transient, long Count = 1) : RunEvent(At);
