using System.Threading.Channels;
using Hearth.Workers.Pool;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Expressions;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Runs;

/// <summary>
/// Gets a run's attempts a worker, and then the code as it is at that moment: one at a time for each step. What is not there at once comes by a message.
/// Used by the run's loop only.
/// </summary>
internal sealed class AttemptPreparation(WorkerPool pool, CodeChoice code, AttemptReuse reuse, ChannelWriter<RunMessage> inbox, CancellationToken cancellationToken)
{
    private readonly HashSet<int> _pending = [];

    /// <summary>What the attempt needs, where it is there now; otherwise null, and a <see cref="PreparedArrived"/> follows.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="definition">Its step.</param>
    /// <param name="scope">What its expressions see.</param>
    /// <param name="group">The group of workers; null for the shared ones.</param>
    public PreparedAttempt? TryPrepare(StartAttempt attempt, StepDefinition definition, IEvaluationScope scope, string? group)
    {
        if (_pending.Contains(attempt.Step))
            return null;
        var prepared = PrepareAsync(attempt, definition, scope, group);
        if (prepared.IsCompletedSuccessfully)
            return prepared.Result;
        _pending.Add(attempt.Step);
        _ = prepared.ContinueWith(arrived =>
        {
            // The run may have ended meanwhile.
            if (!inbox.TryWrite(new PreparedArrived(attempt.Step, definition, arrived)) && arrived.IsCompletedSuccessfully)
                arrived.Result.Lease?.Dispose();
        }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return null;
    }

    /// <summary>Whether what was prepared for one attempt will not do for this one: nobody looked whether anything stands for it.</summary>
    public bool IsForAnother(PreparedAttempt prepared, StartAttempt attempt) => prepared.For != attempt && reuse.IsPossible(attempt, prepared.Definition);

    /// <summary>The message came.</summary>
    public void Arrived(int step) => _pending.Remove(step);

    private async Task<PreparedAttempt> PrepareAsync(StartAttempt attempt, StepDefinition definition, IEvaluationScope scope, string? group)
    {
        var (reason, end) = ("", reuse.EndOf(attempt));
        if (reuse.IsPossible(attempt, definition))
        {
            var (version, _) = await code.ForAsync(attempt, definition, cancellationToken);
            if (version is not null)
            {
                (var result, reason) = await reuse.FindAsync(attempt, definition, version, scope, end, cancellationToken);
                if (result is not null)
                    return new PreparedAttempt(null, version, null) { Definition = definition, Reused = result, For = attempt };
            }
        }

        var lease = await pool.RentAsync(group, cancellationToken);
        try
        {
            var (version, error) = await code.ForAsync(attempt, definition, cancellationToken);
            return new PreparedAttempt(lease, version, error) { Definition = definition, Reason = reason, For = attempt };
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }
}
