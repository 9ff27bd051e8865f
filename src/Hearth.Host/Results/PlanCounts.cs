namespace Hearth.Host.Results;

/// <summary>What a run would do with the items of a mapped step.</summary>
/// <param name="Total">All.</param>
/// <param name="Reuse">Those that would be taken over.</param>
/// <param name="Compute">Those that would be executed.</param>
public sealed record PlanCounts(long Total, long Reuse, long Compute);
