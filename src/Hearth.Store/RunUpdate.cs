namespace Hearth.Store;

/// <summary>A change to a run's row, committed together with the log entries that cause it.</summary>
/// <param name="Status">The new status.</param>
/// <param name="Ended">When it ended, or null.</param>
/// <param name="Result">What came out, as UTF-8 JSON.</param>
public sealed record RunUpdate(string Status, DateTimeOffset? Ended, ReadOnlyMemory<byte> Result);
