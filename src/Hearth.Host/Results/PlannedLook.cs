using Hearth.Host.Runs;

namespace Hearth.Host.Results;

/// <summary>Whether an execution could be spared.</summary>
/// <param name="Output">What would stand for it; null where it would be executed.</param>
/// <param name="Reason">Why.</param>
internal sealed record PlannedLook(StoredValue? Output, string Reason);
