namespace Hearth.Workflows.Runs;

/// <summary>Something that happened to a run. The log of these is the truth; all state is a fold over it.</summary>
/// <param name="At">When, by the host's clock.</param>
public abstract record RunEvent(DateTimeOffset At);

/// <summary>The run exists. Always first.</summary>
public sealed record RunStarted(DateTimeOffset At) : RunEvent(At);

/// <summary>A step's condition holds and its items are known.</summary>
/// <param name="At">When.</param>
/// <param name="Step">Position in the plan.</param>
/// <param name="Items">How many items; 1 for a step that is not mapped.</param>
public sealed record StepOpened(DateTimeOffset At, int Step, long Items) : RunEvent(At);

/// <summary>A step will not execute.</summary>
/// <param name="At">When.</param>
/// <param name="Step">Position in the plan.</param>
/// <param name="Reason">For people.</param>
public sealed record StepSkipped(DateTimeOffset At, int Step, string Reason) : RunEvent(At);

/// <summary>An attempt was handed to a worker or a nested run. Logged before it is handed over.</summary>
/// <param name="At">When.</param>
/// <param name="Step">Position in the plan.</param>
/// <param name="Item">The item, from 0.</param>
/// <param name="Attempt">From 1, never used twice for an item.</param>
public sealed record AttemptStarted(DateTimeOffset At, int Step, long Item, int Attempt) : RunEvent(At);

/// <summary>An attempt ended.</summary>
/// <param name="At">When.</param>
/// <param name="Step">Position in the plan.</param>
/// <param name="Item">The item.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Outcome">How.</param>
/// <param name="Transient">The task called its error transient.</param>
public sealed record AttemptEnded(DateTimeOffset At, int Step, long Item, int Attempt, AttemptOutcome Outcome, bool Transient) : RunEvent(At);

/// <summary>A step ended; its output is stored.</summary>
/// <param name="At">When.</param>
/// <param name="Step">Position in the plan.</param>
/// <param name="Status">Succeeded, failed or cancelled.</param>
public sealed record StepEnded(DateTimeOffset At, int Step, StepStatus Status) : RunEvent(At);

/// <summary>Nothing new is started, and the run ends as cancelled.</summary>
/// <param name="At">When.</param>
public sealed record CancelRequested(DateTimeOffset At) : RunEvent(At);

/// <summary>The host stopped in good order. What was executing waits to be executed again, at no cost of a retry.</summary>
/// <param name="At">When.</param>
/// <param name="Continued">Attempts that survive their host (nested runs) and go on as they are.</param>
public sealed record RunPaused(DateTimeOffset At, IReadOnlyList<ItemReference> Continued) : RunEvent(At);

/// <summary>A host takes the run over. What was executing under the one before waits to be executed again, at no cost of a retry.</summary>
/// <param name="At">When.</param>
/// <param name="Continued">Attempts that survive their host (nested runs) and go on as they are.</param>
public sealed record RunResumed(DateTimeOffset At, IReadOnlyList<ItemReference> Continued) : RunEvent(At);

/// <summary>What did not succeed is done again; with <see cref="From"/>, that step and all after it.</summary>
/// <param name="At">When.</param>
/// <param name="From">Position in the plan, or null.</param>
public sealed record RetryRequested(DateTimeOffset At, int? From) : RunEvent(At);

/// <summary>The run ended.</summary>
/// <param name="At">When.</param>
/// <param name="Status">Succeeded, failed or cancelled.</param>
public sealed record RunEnded(DateTimeOffset At, RunStatus Status) : RunEvent(At);
