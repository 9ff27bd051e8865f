using Hearth.Workflows.Definitions;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Runs;

/// <summary>What a run's loop is told by others.</summary>
internal abstract record RunMessage;

/// <summary>What an attempt needs is there, or cannot be had.</summary>
/// <param name="Step">The position of its step.</param>
/// <param name="Definition">The step as it was when this was begun.</param>
/// <param name="Prepared">What came of it.</param>
internal sealed record PreparedArrived(int Step, StepDefinition Definition, Task<PreparedAttempt> Prepared) : RunMessage;

internal sealed record AttemptFinished(StartAttempt Attempt, AttemptEvidence Evidence) : RunMessage;

/// <summary>Items of a batch ended.</summary>
internal sealed record ItemsEnded(ItemBatch Batch, IReadOnlyList<ItemOutcome> Outcomes) : RunMessage;

/// <summary>Items of a batch will not begin with its worker.</summary>
internal sealed record ItemsReturned(ItemBatch Batch, IReadOnlyList<ItemRange> Ranges) : RunMessage;

/// <summary>A batch is over: nothing more comes of it.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Ranges">The items that did not begin.</param>
/// <param name="Items">How many a worker ended.</param>
/// <param name="Time">How long that took.</param>
internal sealed record BatchOver(ItemBatch Batch, IReadOnlyList<ItemRange> Ranges, int Items, TimeSpan Time) : RunMessage;

internal sealed record NestedFinished(StartAttempt Attempt, RunLoop Nested) : RunMessage;

internal sealed record StopAsked(StopKind Kind) : RunMessage;

internal sealed record SnapshotAsked(TaskCompletionSource<RunSnapshot> Answer) : RunMessage;

/// <summary>A look at the newest definition is done; null is nothing new.</summary>
internal sealed record DefinitionArrived(Task<NewerDefinition?> Look) : RunMessage;

/// <summary>A delayed repeat may be due.</summary>
internal sealed record TimePassed : RunMessage;

/// <summary>How a run is to stop, from mild to hard.</summary>
internal enum StopKind
{
    Drain,
    Cancel,
    Stop,
}
