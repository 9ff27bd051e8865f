using Hearth.Coherence.Layers;

namespace Hearth.Coherence.Graph;

/// <summary>A family of inputs. They are never evicted: what they keep is only what they were.</summary>
public abstract class InputLayer : Layer
{
    private readonly Lock[] _locks;

    private protected InputLayer(CoherenceGraph graph, string name)
        : base(graph, name)
    {
        const int stripes = 64;
        _locks = new Lock[stripes];
        for (var stripe = 0; stripe < stripes; stripe++)
            _locks[stripe] = new Lock();
    }

    /// <inheritdoc/>
    public override int Clear() => 0;

    /// <inheritdoc/>
    public override int Trim() => 0;

    /// <summary>Shared by many nodes: a lock of its own for each costs more than two that wait for each other now and then.</summary>
    internal Lock LockOf(Node node) => _locks[(uint)node.GetHashCode() % _locks.Length];
}
