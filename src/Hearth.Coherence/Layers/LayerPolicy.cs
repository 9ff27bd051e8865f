namespace Hearth.Coherence.Layers;

/// <summary>How much a layer may keep. It is about memory only: what is evicted is computed again when it is read, and is never wrong.</summary>
public sealed record LayerPolicy
{
    /// <summary>As much as is computed.</summary>
    public static LayerPolicy Unlimited { get; } = new();

    /// <summary>The most values; null is no limit.</summary>
    public int? MaxEntries { get; init; }

    /// <summary>The most bytes, as the layer measures them; null is no limit.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>How long a value is kept that nobody reads; null is for ever.</summary>
    public TimeSpan? KeepAlive { get; init; }
}
