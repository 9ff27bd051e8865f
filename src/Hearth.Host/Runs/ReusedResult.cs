namespace Hearth.Host.Runs;

/// <summary>What an earlier attempt returned, to stand for a new one.</summary>
/// <param name="Run">The run that executed it.</param>
/// <param name="Source">The run that has it now, and its artifacts: the same, or one that took it over.</param>
/// <param name="Item">The item of that run.</param>
/// <param name="Code">The load key of its code.</param>
/// <param name="Input">The fingerprint of its input; null for several items.</param>
/// <param name="Output">What it returned.</param>
/// <param name="Reason">Why it stands.</param>
internal sealed record ReusedResult(string Run, string Source, long Item, string Code, string? Input, StoredValue? Output, string Reason)
{
    /// <summary>How many items that follow each other it is for.</summary>
    public long Count { get; init; } = 1;

    /// <summary>What they returned, where they are several.</summary>
    public StoredBlock? Block { get; init; }

    /// <summary>What the log keeps of it.</summary>
    public EventData Data => Block is { } block ? new EventData { Run = Run, Code = Code, Reason = Reason }.With(block)
        : new EventData { Run = Run, Code = Code, Input = Input, Reason = Reason }.With(Output);
}
