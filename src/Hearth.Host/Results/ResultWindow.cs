using System.Collections.Immutable;

namespace Hearth.Host.Results;

/// <summary>What is known of some items of a step that follow each other, by one look.</summary>
/// <param name="First">The first item.</param>
/// <param name="Count">How many.</param>
/// <param name="Code">The code that was asked for.</param>
/// <param name="At">When the look was done, as a timestamp.</param>
/// <param name="Looks">Item by item.</param>
internal sealed record ResultWindow(long First, int Count, string Code, long At, ImmutableArray<ResultLook> Looks)
{
    /// <summary>How many items the next look is about.</summary>
    public int Next { get; set; }

    /// <summary>That of the store before the look.</summary>
    public long Generation { get; init; }

    /// <summary>Whether it is about an item.</summary>
    public bool Has(long item) => item >= First && item < First + Count;

    /// <summary>What is known of an item.</summary>
    public ResultLook Of(long item) => Looks[(int)(item - First)];
}
