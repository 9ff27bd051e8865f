namespace Hearth.Coherence.Graph;

/// <summary>Why the value of a node became another.</summary>
/// <param name="At">When that was noticed.</param>
/// <param name="What">What happened, for people: <c>changed</c>, <c>added</c>, <c>removed</c>.</param>
/// <param name="Cause">The node whose change it follows; null for an input.</param>
public sealed record Change(DateTimeOffset At, string What, Node? Cause);
