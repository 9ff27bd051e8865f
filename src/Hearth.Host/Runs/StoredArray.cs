using System.Collections.Immutable;

namespace Hearth.Host.Runs;

/// <summary>The outputs of a mapped step, as one array.</summary>
/// <param name="Value">The array.</param>
/// <param name="Blocks">Its elements, <see cref="BlockSize"/> at a time; the last block may be smaller. Empty where they are not known.</param>
internal sealed record StoredArray(StoredValue Value, ImmutableArray<StoredBlock> Blocks)
{
    /// <summary>Elements in a block.</summary>
    public const int BlockSize = 512;
}
