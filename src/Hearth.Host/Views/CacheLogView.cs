using System.Collections.Immutable;
using Hearth.Coherence.Graph;

namespace Hearth.Host.Views;

/// <summary>What a host found changed, the newest last.</summary>
/// <param name="Entries">The last thousand.</param>
public sealed record CacheLogView(ImmutableArray<CacheLogEntryView> Entries)
{
    private const int MostNodes = 50;

    internal static CacheLogView Of(CoherenceGraph graph) => new(
    [
        .. graph.Log.Entries.Select(entry => new CacheLogEntryView(entry.At, entry.Cause, entry.Nodes.Length, [.. entry.Nodes.Take(MostNodes).Select(node => node.Name)])),
    ]);
}
