using Hearth.Workers.Pool;

namespace Hearth.Host.Runs;

/// <summary>An attempt under way: on a worker, or as a nested run.</summary>
internal sealed class ExecutingAttempt(WorkerLease? lease, RunLoop? nested, long since)
{
    /// <summary>When it began, as a timestamp.</summary>
    public long Since { get; } = since;

    public WorkerLease? Lease { get; } = lease;

    public RunLoop? Nested { get; set; } = nested;

    /// <summary>Ends a nested run that takes too long.</summary>
    public ITimer? Limit { get; set; }

    public volatile bool TimedOut;
}
