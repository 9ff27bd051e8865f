using System.Collections.Immutable;
using Hearth.Coherence;

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

    /// <summary>The keys of the kept results, item by item; none where they are not kept, or have artifacts.</summary>
    public ImmutableArray<Fingerprint> Keys { get; init; } = [];

    /// <summary>That of the store when it was found.</summary>
    public long Generation { get; init; }

    /// <summary>The folder that its artifacts were copied to; null where it has none.</summary>
    public string? Restored { get; init; }

    /// <summary>What the log keeps of it.</summary>
    public EventData Data => Block is { } block ? new EventData { Run = Run, Code = Code, Reason = Reason }.With(block)
        : new EventData { Run = Run, Code = Code, Input = Input, Reason = Reason }.With(Output);
}
