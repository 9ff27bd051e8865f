using Hearth.Coherence.Layers;

namespace Hearth.Host.Views;

/// <summary>A layer of what a host keeps, since the host began. See <see cref="LayerStatistics"/>.</summary>
/// <param name="Name">The layer.</param>
/// <param name="Entries">Values that are kept.</param>
/// <param name="Nodes">Nodes that are known, with a value or without.</param>
/// <param name="Bytes">The measured size of the values.</param>
/// <param name="Hits">Reads that found a proved value.</param>
/// <param name="Misses">Reads that waited for a computation.</param>
/// <param name="Verifications">Values that were proved by a look at what they came from; of inputs, looks.</param>
/// <param name="Rebuilds">Computations; of inputs, contents that were read.</param>
/// <param name="Cutoffs">Computations that gave the same as before.</param>
/// <param name="Evictions">Values that were dropped.</param>
/// <param name="Avoided">Computations that were shared.</param>
/// <param name="RebuildMilliseconds">How long one takes on average.</param>
/// <param name="LastInvalidation">What last became another: <c>node: cause</c>.</param>
/// <param name="LastInvalidationAt">When.</param>
public sealed record LayerView(string Name, long Entries, long Nodes, long Bytes, long Hits, long Misses, long Verifications, long Rebuilds, long Cutoffs, long Evictions, long Avoided,
    double RebuildMilliseconds, string? LastInvalidation, DateTimeOffset? LastInvalidationAt)
{
    internal static LayerView Of(LayerStatistics layer) => new(layer.Name, layer.Entries, layer.Nodes, layer.Bytes, layer.Hits, layer.Misses, layer.Verifications, layer.Rebuilds,
        layer.CutOffs, layer.Evictions, layer.Avoided, Math.Round(layer.AverageRebuild.TotalMilliseconds, 3),
        layer.LastInvalidation is { } last ? $"{last.Node}: {last.Cause}" : null, layer.LastInvalidation?.At);
}
