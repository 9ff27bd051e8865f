using Hearth.Coherence.Graph;

namespace Hearth.Coherence.Explanations;

/// <summary>A link of a chain of causes.</summary>
/// <param name="Node">Which node.</param>
/// <param name="What">What is with it, for people.</param>
/// <param name="At">When that was noticed; null where it was noticed now.</param>
public sealed record NodeCause(Node Node, string What, DateTimeOffset? At);
