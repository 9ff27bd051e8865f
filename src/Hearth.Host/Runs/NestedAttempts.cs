using Hearth.Host.Results;
using Hearth.Workers.Protocol;
using Hearth.Workflows.Expressions;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Runs;

/// <summary>Attempts that are runs of other workflows. They survive their host: the run around them goes on with them.</summary>
internal sealed class NestedAttempts(INestedRuns runs, RunEnvironment environment, CurrentProgram program, RunSteps steps, string run, PreviousRuns? previous, FreshSteps fresh, Action<RunMessage> tell)
{
    /// <summary>The nested run of an attempt. By its name it is found again after the death of a host.</summary>
    public string IdOf(StartAttempt attempt)
    {
        var step = program.Step(attempt.Step);
        return $"{run}.{step.Name}{(step.Map is null ? "" : $".{attempt.Item}")}{(attempt.Attempt == 1 ? "" : $"~{attempt.Attempt}")}";
    }

    /// <summary>Starts the nested run, or goes on with it; its end is told as a message.</summary>
    public void Begin(StartAttempt attempt, ExecutingAttempt executing)
    {
        var step = program.Step(attempt.Step);
        try
        {
            var nested = runs.Begin(IdOf(attempt), run, step.Workflow!.Value, program.Now, () => step.With.Evaluate(steps.ScopeOf(attempt)),
                previous?.Nested(step.Name, attempt.Item), fresh.Nested(step.Name));
            executing.Nested = nested;
            if (step.Timeout is { } limit)
                executing.Limit = environment.Time.CreateTimer(_ =>
                {
                    executing.TimedOut = true;
                    nested.Cancel();
                }, null, limit, Timeout.InfiniteTimeSpan);
            _ = nested.Completion.ContinueWith(_ => tell(new NestedFinished(attempt, nested)), TaskScheduler.Default);
        }
        catch (Exception exception) when (exception is EvaluationException or HearthException)
        {
            tell(new AttemptFinished(attempt, AttemptEvidence.Failed(AttemptError.Of(AttemptErrorIds.Expression, exception.Message))));
        }
    }

    /// <summary>What the end of the nested run means for the attempt.</summary>
    public AttemptEvidence Evidence(RunLoop nested, ExecutingAttempt executing) => nested.Completion switch
    {
        { IsCompletedSuccessfully: true, Result: RunStatus.Succeeded } =>
            new AttemptEvidence(AttemptOutcome.Succeeded, environment.Values.Put(nested.Outputs ?? StoredValue.Null.Inline!.Value), null, default),
        { IsCompletedSuccessfully: true, Result: RunStatus.Cancelled } when executing.TimedOut => Ended(AttemptOutcome.TimedOut, AttemptErrorIds.TimedOut,
            $"The nested run {nested.Id} was not done in time (its step's 'timeout')."),
        { IsCompletedSuccessfully: true, Result: RunStatus.Cancelled } => Ended(AttemptOutcome.Cancelled, AttemptErrorIds.Cancelled, $"The nested run {nested.Id} was cancelled."),
        { IsCompletedSuccessfully: true } => Ended(AttemptOutcome.Failed, AttemptErrorIds.NestedFailed, $"The nested run failed. See: hearth show {nested.Id}"),
        var broken => Ended(AttemptOutcome.Failed, AttemptErrorIds.NestedFailed, broken.Exception?.InnerException?.Message ?? "The nested run broke off."),
    };

    private static AttemptEvidence Ended(AttemptOutcome outcome, string id, string message) => new(outcome, null, AttemptError.Of(id, message), default);
}
