namespace Hearth.Coherence.Graph;

/// <summary>What a node read, and how it was then.</summary>
internal readonly record struct Dependency(Node Node, Stamp Seen);
