namespace Hearth.Store;

/// <summary>What a <see cref="ResultStore"/> holds, and what it was good for since it was opened.</summary>
/// <param name="Entries">Results that are kept.</param>
/// <param name="Bytes">Their values and artifacts.</param>
/// <param name="Found">Results that were asked for and there.</param>
/// <param name="Missing">Results that were asked for and not there.</param>
/// <param name="Kept">Results that were added.</param>
/// <param name="Evicted">Results that made room.</param>
public sealed record ResultStatistics(long Entries, long Bytes, long Found, long Missing, long Kept, long Evicted);
