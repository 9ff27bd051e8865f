using Hearth.Coherence.Graph;

namespace Hearth.Coherence.Layers;

/// <summary>Values that are kept outside of the graph, such as in a database, and have their row beside its layers. Safe for use from several threads.</summary>
internal sealed class ExternalLayer(CoherenceGraph graph, string name, Func<LayerStatistics> statistics, Func<int> clear) : Layer(graph, name)
{
    /// <inheritdoc/>
    public override LayerStatistics Statistics => statistics();

    /// <inheritdoc/>
    public override IEnumerable<Node> Nodes => [];

    /// <inheritdoc/>
    public override int Clear() => clear();

    /// <inheritdoc/>
    public override int Trim() => 0;

    /// <inheritdoc/>
    public override Node? Find(string key) => null;
}
