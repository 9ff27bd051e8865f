namespace Hearth.Workers.Pool;

/// <summary>What can be found about workers without an attempt having failed. Never reused; each has a page under <c>docs/reference/errors</c>.</summary>
public static class WorkerFindingIds
{
    /// <summary>Replaced code does not go from a worker's memory.</summary>
    public const string CodeLeaked = "HEARTH3016";

    /// <summary>A worker was replaced because of that.</summary>
    public const string WorkerReplaced = "HEARTH3017";
}
