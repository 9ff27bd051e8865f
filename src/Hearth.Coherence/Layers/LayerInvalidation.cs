namespace Hearth.Coherence.Layers;

/// <summary>A node became another.</summary>
/// <param name="Node">Which.</param>
/// <param name="Cause">Why, for people.</param>
/// <param name="At">When.</param>
public sealed record LayerInvalidation(string Node, string Cause, DateTimeOffset At);
