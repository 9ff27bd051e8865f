namespace Hearth.Coherence.Graph;

/// <summary>
/// A fingerprint as an object: who depends on a node keeps the stamp that it saw. As long as the node did not change it is the same object, and costs an edge 8 bytes.
/// </summary>
internal sealed class Stamp(Fingerprint fingerprint)
{
    public Fingerprint Fingerprint { get; } = fingerprint;

    public static bool Same(Stamp? left, Stamp? right) =>
        ReferenceEquals(left, right) || (left is not null && right is not null && left.Fingerprint == right.Fingerprint);
}
