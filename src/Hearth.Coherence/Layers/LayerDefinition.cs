using Hearth.Coherence.Graph;

namespace Hearth.Coherence.Layers;

/// <summary>A family of derived nodes: how they are computed, compared and kept.</summary>
/// <typeparam name="TKey">What tells them apart. Immutable, with value equality.</typeparam>
/// <typeparam name="TValue">What they hold. Immutable, or nobody changes it.</typeparam>
public sealed record LayerDefinition<TKey, TValue>
    where TKey : notnull
{
    /// <summary>Its name; one word or several, unique in the graph.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Computes a value. All that it depends on comes from the key, or is read through the <see cref="Reading"/>; anything else would go stale.
    /// What it throws is kept like a value.
    /// </summary>
    public required Func<TKey, Reading, ValueTask<TValue>> Compute { get; init; }

    /// <summary>
    /// The fingerprint of a value. Two computations with one fingerprint are the same to all that depend on it. Null: the fingerprint of all that was read, so that any change of
    /// that is a change of the value.
    /// </summary>
    public Func<TValue, Fingerprint>? Fingerprint { get; init; }

    /// <summary>What people call a key; by default its text.</summary>
    public Func<TKey, string>? NameOf { get; init; }

    /// <summary>The bytes that a value takes, for <see cref="LayerPolicy.MaxBytes"/> and for statistics; null counts none.</summary>
    public Func<TValue, long>? Size { get; init; }

    /// <summary>
    /// Whether the key says all that a value is made from, as a fingerprint does. Such a value is right for ever: there is nothing to know of it once it is dropped, so a node that is evicted and
    /// that nothing depends on is forgotten wholly.
    /// </summary>
    public bool IsContentKeyed { get; init; }

    /// <summary>
    /// Errors that say nothing of what was read: a full disk, a network. They are thrown to all who wait, and the next reader computes again. Null: all errors are kept until something that was
    /// read changes. A layer that reads another one's transient errors has to call them so too.
    /// </summary>
    public Func<Exception, bool>? IsTransient { get; init; }

    /// <summary>How much is kept.</summary>
    public LayerPolicy Policy { get; init; } = LayerPolicy.Unlimited;

    /// <summary>How keys are told apart.</summary>
    public IEqualityComparer<TKey>? Comparer { get; init; }
}
