namespace Hearth;

/// <summary>How the items of a step stand.</summary>
/// <param name="Total">All.</param>
/// <param name="Done">Succeeded.</param>
/// <param name="Failed">Failed for good.</param>
/// <param name="Reused">Taken from an earlier run.</param>
public sealed record ItemsReport(long Total, long Done, long Failed, long Reused = 0);
