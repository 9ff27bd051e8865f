namespace Hearth.Store;

/// <summary>One entry of a run's log, as stored. The store does not know what the kinds mean.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">The kind of event.</param>
/// <param name="Step">The step, where it is about one.</param>
/// <param name="Item">The item, where it is about one.</param>
/// <param name="Attempt">The attempt, where it is about one.</param>
/// <param name="Data">The rest, as UTF-8 JSON; empty for none.</param>
public sealed record LogEntry(DateTimeOffset At, string Kind, string? Step, long? Item, int? Attempt, ReadOnlyMemory<byte> Data)
{
    /// <summary>The position in the run's log, from 1; set when read.</summary>
    public long Sequence { get; init; }
}
