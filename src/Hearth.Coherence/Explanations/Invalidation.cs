using System.Collections.Immutable;
using Hearth.Coherence.Graph;

namespace Hearth.Coherence.Explanations;

/// <summary>The proof of some nodes was taken back.</summary>
/// <param name="At">When.</param>
/// <param name="Cause">Why, for people.</param>
/// <param name="Nodes">Which; the input first.</param>
public sealed record Invalidation(DateTimeOffset At, string Cause, ImmutableArray<Node> Nodes);
