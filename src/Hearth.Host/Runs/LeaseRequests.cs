using System.Threading.Channels;
using Hearth.Workers.Pool;

namespace Hearth.Host.Runs;

/// <summary>A run's requests for workers: one at a time for each step. One that is not met at once is met by a message. Used by the run's loop only.</summary>
internal sealed class LeaseRequests(WorkerPool pool, ChannelWriter<RunMessage> inbox, CancellationToken cancellationToken)
{
    private readonly HashSet<int> _pending = [];

    /// <summary>A worker, where one is free now; otherwise null, and a <see cref="LeaseArrived"/> follows.</summary>
    public WorkerLease? TryRent(int step, string? group)
    {
        if (_pending.Contains(step))
            return null;
        var lease = pool.RentAsync(group, cancellationToken);
        if (lease.IsCompletedSuccessfully)
            return lease.Result;
        _pending.Add(step);
        _ = lease.ContinueWith(arrived =>
        {
            // The run may have ended meanwhile.
            if (!inbox.TryWrite(new LeaseArrived(step, arrived)) && arrived.IsCompletedSuccessfully)
                arrived.Result.Dispose();
        }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return null;
    }

    /// <summary>The message came.</summary>
    public void Arrived(int step) => _pending.Remove(step);
}
