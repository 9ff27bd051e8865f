using Hearth.Coherence.Layers;

namespace Hearth.Coherence.Graph;

/// <summary>A node with a value of some type.</summary>
/// <typeparam name="T">The type.</typeparam>
public abstract class Node<T> : Node
{
    private protected Node(Layer layer)
        : base(layer)
    {
    }

    /// <summary>
    /// Its value, proved: what a computation from nothing would give now. Nothing is computed, and nothing allocated, where nothing changed.
    /// </summary>
    /// <param name="cancellationToken">Gives up waiting. The computation goes on while others wait for it.</param>
    /// <exception cref="CycleException">It depends on itself.</exception>
    /// <remarks>An error of its computation is thrown to each reader, until something that the computation read changes.</remarks>
    public ValueTask<T> ReadAsync(CancellationToken cancellationToken = default) => ReadAsync(null, Graph.Epoch, cancellationToken);

    /// <summary>The same, for a computation.</summary>
    internal abstract ValueTask<T> ReadAsync(Reading? reading, long epoch, CancellationToken cancellationToken);
}
