using System.Collections.Immutable;

namespace Hearth.Coherence.Watching;

/// <summary>A burst of events that was passed on, or a revalidation of everything.</summary>
/// <param name="At">When it was passed on.</param>
/// <param name="Hints">The hints, in the order in which their paths were first heard of.</param>
/// <param name="Revalidated">Why nothing is known to be as it was, and the whole graph was revalidated; null for a burst.</param>
public sealed record HintBatch(DateTimeOffset At, ImmutableArray<FolderHint> Hints, string? Revalidated);
