namespace Hearth.Coherence.Watching;

/// <summary>Why a watch came to its end.</summary>
/// <param name="Kind">What counts it.</param>
/// <param name="Reason">For people.</param>
internal sealed record WatchFailure(WatchFailureKind Kind, string Reason);
