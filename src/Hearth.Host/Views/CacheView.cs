using System.Collections.Immutable;
using Hearth.Coherence.Graph;
using Hearth.Host.Workspaces;

namespace Hearth.Host.Views;

/// <summary>What a host keeps.</summary>
/// <param name="Mode">development or production.</param>
/// <param name="ModeReason">What chose the mode.</param>
/// <param name="Reload">When changes are taken up: step, run or command.</param>
/// <param name="Layers">Layer by layer; inputs first.</param>
public sealed record CacheView(string Mode, string ModeReason, string Reload, ImmutableArray<LayerView> Layers)
{
    internal static CacheView Of(CoherenceGraph graph, HostModeChoice mode) => new(HostModeChoice.NameOf(mode.Mode), mode.Why,
        mode.LooksAtSteps ? "step" : mode.WaitsForCommand ? "command" : "run", [.. graph.Layers.Select(layer => LayerView.Of(layer.Statistics))]);
}
