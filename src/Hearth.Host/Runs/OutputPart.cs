namespace Hearth.Host.Runs;

/// <summary>The outputs of one item, or of several that follow each other and were taken over together.</summary>
/// <param name="Count">How many items.</param>
/// <param name="Value">The output of one; null where it has none.</param>
/// <param name="Block">The outputs of several.</param>
internal readonly record struct OutputPart(long Count, StoredValue? Value, StoredBlock? Block);
