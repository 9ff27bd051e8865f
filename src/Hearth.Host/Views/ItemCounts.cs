namespace Hearth.Host.Views;

/// <summary>How the items of a mapped step stand.</summary>
/// <param name="Total">All.</param>
/// <param name="Done">Succeeded.</param>
/// <param name="Failed">Failed for good.</param>
/// <param name="Reused">Taken from an earlier run.</param>
public sealed record ItemCounts(long Total, long Done, long Failed, long Reused)
{
    /// <summary>Those that never get here, because they did not get through a stage before; null where there is none before.</summary>
    public long? Dropped { get; init; }
}
