namespace Hearth.Host.Runs;

/// <summary>How an item of a batch ended.</summary>
/// <param name="Item">The item.</param>
/// <param name="Evidence">What is known of it.</param>
internal readonly record struct ItemOutcome(long Item, AttemptEvidence Evidence);
