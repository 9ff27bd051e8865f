namespace Hearth.Coherence.Layers;

/// <summary>What a layer holds and did since it was made.</summary>
/// <param name="Name">The layer.</param>
/// <param name="Entries">Values that are kept now.</param>
/// <param name="Nodes">Nodes that are known, with a value or without.</param>
/// <param name="Bytes">The measured size of the values.</param>
/// <param name="Hits">Reads that found a value that was proved, or could be without computing.</param>
/// <param name="Misses">Reads that had to wait for a computation.</param>
/// <param name="Verifications">How often a value was proved by a look at what it was computed from; of inputs, how often they were looked at.</param>
/// <param name="Rebuilds">Computations; of inputs, how often their content was read.</param>
/// <param name="CutOffs">Computations that were needed because an input changed, and gave the same as before.</param>
/// <param name="Evictions">Values that were dropped for the layer's policy.</param>
/// <param name="Avoided">Readers that waited for a computation under way, where each would have computed for itself.</param>
/// <param name="AverageRebuild">How long a computation takes.</param>
/// <param name="LastInvalidation">When one of its nodes last became another, and why; null where none did.</param>
public sealed record LayerStatistics(string Name, long Entries, long Nodes, long Bytes, long Hits, long Misses, long Verifications, long Rebuilds, long CutOffs, long Evictions,
    long Avoided, TimeSpan AverageRebuild, LayerInvalidation? LastInvalidation);
