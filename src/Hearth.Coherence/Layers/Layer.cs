using Hearth.Coherence.Graph;

namespace Hearth.Coherence.Layers;

/// <summary>A family of nodes with one policy, and one row in the statistics. Safe for use from several threads.</summary>
public abstract class Layer
{
    private (Node Node, Change Change)? _last;
    private readonly Lock _lastLock = new();

    private protected Layer(CoherenceGraph graph, string name)
    {
        Graph = graph;
        Name = name;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The graph that it belongs to.</summary>
    public CoherenceGraph Graph { get; }

    /// <summary>What it holds and did.</summary>
    public abstract LayerStatistics Statistics { get; }

    /// <summary>The nodes that are known, with a value or without.</summary>
    public abstract IEnumerable<Node> Nodes { get; }

    internal LayerCounters Counters { get; } = new();

    internal LayerInvalidation? LastInvalidation
    {
        get
        {
            lock (_lastLock)
                return _last is { } last ? new LayerInvalidation(last.Node.Key, last.Change.Cause is { } cause ? $"{cause.Name} {last.Change.What}" : last.Change.What, last.Change.At) : null;
        }
    }

    /// <summary>Drops all values. What they were computed from stays known, so that what depends on them stays proved.</summary>
    /// <returns>How many.</returns>
    public abstract int Clear();

    /// <summary>Applies the policy.</summary>
    /// <returns>How many values were dropped.</returns>
    public abstract int Trim();

    /// <summary>The node that people call so; null where there is none.</summary>
    public abstract Node? Find(string key);

    internal void Invalidated(Node node, Change change)
    {
        lock (_lastLock)
            _last = (node, change);
    }
}
