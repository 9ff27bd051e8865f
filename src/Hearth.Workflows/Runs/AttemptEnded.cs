namespace Hearth.Workflows.Runs;

/// <summary>An attempt ended.</summary>
/// <param name="At">When.</param>
/// <param name="Step">Position in the plan.</param>
/// <param name="Item">The item.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Outcome">How.</param>
/// <param name="Transient">The task called its error transient.</param>
public sealed record AttemptEnded(DateTimeOffset At, int Step, long Item, int Attempt, AttemptOutcome Outcome, bool Transient) : RunEvent(At);
