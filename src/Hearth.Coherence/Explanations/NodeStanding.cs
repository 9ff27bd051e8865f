namespace Hearth.Coherence.Explanations;

/// <summary>How a node stands.</summary>
public enum NodeStanding
{
    /// <summary>It was never computed, or looked at.</summary>
    Unknown,

    /// <summary>It is what a computation from nothing would give.</summary>
    Current,

    /// <summary>Something that it was computed from changed: the next read computes it again.</summary>
    Changed,
}
