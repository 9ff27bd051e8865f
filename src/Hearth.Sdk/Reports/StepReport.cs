namespace Hearth;

/// <summary>A step of a run.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Status"><c>pending</c>, <c>running</c>, <c>succeeded</c>, <c>failed</c>, <c>skipped</c> or <c>cancelled</c>.</param>
/// <param name="Seconds">From its beginning to its end.</param>
/// <param name="Attempts">All attempts; of a step with items only those of items that did not succeed at once.</param>
/// <param name="Reused">Whether its result was taken from an earlier run.</param>
/// <param name="Reason">Why it was skipped or could not begin.</param>
/// <param name="Items">The counts of a step with items.</param>
public sealed record StepReport(
    string Name, string Status, double Seconds, IReadOnlyList<AttemptReport> Attempts, bool Reused = false, string? Reason = null, ItemsReport? Items = null);
