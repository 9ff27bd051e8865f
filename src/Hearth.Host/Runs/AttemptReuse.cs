using Hearth.Host.Results;
using Hearth.Workflows.Expressions;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Runs;

/// <summary>What may stand for the attempts of a run: of steps with <c>cache</c> what is kept of them, of others what the earlier runs of the same watch have.</summary>
/// <param name="program">What the run executes.</param>
/// <param name="fresh">The steps that take nothing over.</param>
/// <param name="results">What is kept.</param>
/// <param name="watched">What the earlier runs have; null where there are none.</param>
/// <param name="itemsOf">How many items a step has.</param>
internal sealed class AttemptReuse(CurrentProgram program, FreshSteps fresh, StoredResults results, ResultReuse? watched, Func<int, long> itemsOf)
{
    /// <summary>Whether anything might stand for it. Repeats were asked for by a failure, or by 'hearth retry'.</summary>
    public bool IsPossible(StartAttempt attempt) => attempt.Attempt == 1 && (watched is not null || IsKept(attempt.Step));

    /// <summary>What stands for an attempt, with its artifacts in place; or why it is executed.</summary>
    /// <exception cref="IOException">Artifacts cannot be copied.</exception>
    public ValueTask<(ReusedResult? Result, string Reason)> FindAsync(StartAttempt attempt, TaskVersion version, IEvaluationScope scope, CancellationToken cancellationToken)
    {
        if (fresh.Contains(program.Step(attempt.Step).Name))
            return ValueTask.FromResult<(ReusedResult?, string)>((null, "nothing was to be reused (--fresh)"));
        // What is kept knows the step's files; an earlier run of a watch does not.
        return IsKept(attempt.Step) ? results.FindAsync(attempt, version, itemsOf(attempt.Step), cancellationToken)
            : watched!.FindAsync(attempt, version, scope, cancellationToken);
    }

    private bool IsKept(int step) => StoredResults.AreKept(program.Step(step));
}
