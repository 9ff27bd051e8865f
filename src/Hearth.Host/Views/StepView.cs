using System.Collections.Immutable;

namespace Hearth.Host.Views;

/// <summary>A step of a run.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Status">pending, running, succeeded, failed, skipped or cancelled.</param>
/// <param name="Reused">Whether its result was taken from an earlier run.</param>
/// <param name="Reason">Why it was skipped or could not begin.</param>
/// <param name="Seconds">From its beginning to its end.</param>
/// <param name="Items">The counts of a mapped step.</param>
/// <param name="Attempts">All attempts; of a mapped step only those of items that did not succeed at once, unless all are asked for.</param>
public sealed record StepView(string Name, string Status, bool Reused, string? Reason, double Seconds, ItemCounts? Items, ImmutableArray<AttemptView> Attempts);
