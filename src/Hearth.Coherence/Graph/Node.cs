using Hearth.Coherence.Layers;

namespace Hearth.Coherence.Graph;

/// <summary>
/// A value of the graph: an input, or something that is derived from inputs. Safe for use from several threads.
/// </summary>
public abstract class Node
{
    /// <summary>Nothing is known of it.</summary>
    internal const long Unknown = 0;

    private long _verified;

    private protected Node(Layer layer) => Layer = layer;

    /// <summary>The layer that it belongs to.</summary>
    public Layer Layer { get; }

    /// <summary>What it is called among the nodes of its layer.</summary>
    public abstract string Key { get; }

    /// <summary>What people see: the layer, and the key.</summary>
    public string Name => $"{Layer.Name} {Key}";

    /// <summary>The fingerprint of its value as it was last known, without a look whether it is still that; null before it was first known.</summary>
    public Fingerprint? LastFingerprint => CurrentStamp?.Fingerprint;

    /// <summary>Why its value last became another; null where it never did.</summary>
    public Change? LastChange { get; internal set; }

    internal CoherenceGraph Graph => Layer.Graph;

    internal abstract Stamp? CurrentStamp { get; }

    /// <summary>What it was computed from, in the order in which it was read; nothing for an input.</summary>
    internal virtual IReadOnlyList<Dependency> ReadBefore => [];

    /// <summary>
    /// The epoch in which it was last proved to be what its inputs make it; negative: the epoch in which it was last found that it has to be computed; or <see cref="Unknown"/>.
    /// Set under the graph's lock. No node is proved in an epoch in which one that it depends on is not.
    /// </summary>
    internal long Verified
    {
        get => Volatile.Read(ref _verified);
        set => Volatile.Write(ref _verified, value);
    }

    /// <summary>Those that read it. Used under the graph's lock.</summary>
    internal ref NodeSet Dependents => ref _dependents;

    private NodeSet _dependents;

    /// <summary>Proves it without computing anything, without waiting and without allocating.</summary>
    /// <returns>False where that cannot be done.</returns>
    internal abstract bool TryVerify(long epoch);

    /// <summary>Proves it, and computes it anew where its inputs changed.</summary>
    /// <param name="asking">The computation that reads it; null for a reader from outside.</param>
    /// <param name="epoch">The epoch in which it is to be proved.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal abstract ValueTask<Stamp> VerifyAsync(Flight? asking, long epoch, CancellationToken cancellationToken);

    /// <summary>Remembers, for this epoch, that it has to be computed, unless something else became known meanwhile.</summary>
    internal void Doubt(long seen, long epoch)
    {
        if (seen < epoch)
            Interlocked.CompareExchange(ref _verified, -epoch, seen);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
