using System.Runtime.ExceptionServices;

namespace Hearth.Coherence.Graph;

/// <summary>What a derived node is at one moment. Immutable, so that readers need no lock.</summary>
/// <param name="Dependencies">What it was computed from, in the order in which it was read.</param>
/// <param name="Stamp">The fingerprint of its value, or of its error.</param>
/// <param name="Value">Its value.</param>
/// <param name="HasValue">Whether the value, or error, is still there; evicting it leaves the rest.</param>
/// <param name="Error">What its computation threw.</param>
internal sealed record NodeState<T>(Dependency[] Dependencies, Stamp Stamp, T? Value, bool HasValue, ExceptionDispatchInfo? Error)
{
    public T Get()
    {
        Error?.Throw();
        return Value!;
    }

    public NodeState<T> WithoutValue() => this with { Value = default, HasValue = false };
}
