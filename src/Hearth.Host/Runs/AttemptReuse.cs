using Hearth.Host.Results;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Expressions;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Runs;

/// <summary>What may stand for the attempts of a run: of steps with <c>cache</c> what is kept of them, of others what the earlier runs of the same watch have.</summary>
/// <param name="fresh">The steps that take nothing over.</param>
/// <param name="results">What is kept.</param>
/// <param name="watched">What the earlier runs have; null where there are none.</param>
/// <param name="endOf">Where the items end that wait together with the one of an attempt: later ones may not have come so far.</param>
internal sealed class AttemptReuse(FreshSteps fresh, StoredResults results, ResultReuse? watched, Func<StartAttempt, long> endOf)
{
    /// <summary>Whether anything might stand for it. Repeats were asked for by a failure, or by 'hearth retry'.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="step">Its step, as it is prepared: the run may be of another definition by now.</param>
    public bool IsPossible(StartAttempt attempt, StepDefinition step) => attempt.Attempt == 1 && (watched is not null || StoredResults.AreKept(step));

    /// <summary>Behind the last item that may be asked for together with the one of an attempt. For the run's loop.</summary>
    public long EndOf(StartAttempt attempt) => endOf(attempt);

    /// <summary>What stands for an attempt, with its artifacts in place; or why it is executed.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="step">Its step, as it is prepared.</param>
    /// <param name="version">The code that it would execute.</param>
    /// <param name="scope">What its expressions see.</param>
    /// <param name="end">See <see cref="EndOf"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<(ReusedResult? Result, string Reason)> FindAsync(
        StartAttempt attempt, StepDefinition step, TaskVersion version, IEvaluationScope scope, long end, CancellationToken cancellationToken)
    {
        if (fresh.Contains(step.Name))
            return (null, "nothing was to be reused (--fresh)");
        try
        {
            // What is kept knows the step's files; an earlier run of a watch does not.
            return StoredResults.AreKept(step) ? await results.FindAsync(attempt, step, version, end, cancellationToken)
                : await watched!.FindAsync(attempt, step, version, scope, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever it is: to compute it again is always right.
            return (null, $"what may stand for it cannot be taken over: {exception.Message}");
        }
    }
}
