using System.Collections.Immutable;
using Hearth.Workflows.Runs;

namespace Hearth.Workflows.Tests.Runs;

/// <summary>Events that cannot come next, whatever the state.</summary>
internal static class ImpossibleEvents
{
    public static IEnumerable<RunEvent> After(RunMachine machine, RunPlan plan, DateTimeOffset now)
    {
        yield return new RunStarted(now);
        yield return new RetryRequested(now, null);
        yield return new RunEnded(now, RunStatus.Running);
        yield return new RunEnded(now, RunStatus.Waiting);
        if (machine.Steps.Any(step => !step.Ended))
            yield return new RunEnded(now, RunStatus.Failed);
        foreach (var step in (int[])[-1, plan.Steps.Length])
        {
            yield return new StepOpened(now, step, 1);
            yield return new StepSkipped(now, step, "");
            yield return new AttemptStarted(now, step, 0, 1);
            yield return new AttemptEnded(now, step, 0, 1, AttemptOutcome.Succeeded, false);
            yield return new ItemReused(now, step, 0);
            yield return new StepEnded(now, step, StepStatus.Failed);
        }

        yield return new DefinitionChanged(now, new RunPlan(plan.Steps.SetItem(0, plan.Steps[0] with { Name = "renamed" })));
        yield return new DefinitionChanged(now, new RunPlan(plan.Steps.RemoveAt(plan.Steps.Length - 1).Select(step => step with { Needs = [] }).ToImmutableArray()));
        yield return new DefinitionChanged(now, new RunPlan(plan.Steps.SetItem(0, plan.Steps[0] with { Needs = [], IsRemoved = true }).Add(new PlannedStep("new", [0], false, 1, RetryRule.None, false))));
        yield return new DefinitionChanged(now, new RunPlan(plan.Steps.Add(new PlannedStep("new", [], false, 1, RetryRule.None, false) { Follows = plan.Steps.Length + 1 })));
        for (var step = 0; step < plan.Steps.Length; step++)
            if (machine.Steps[step].IsOpened)
                yield return new DefinitionChanged(now, new RunPlan([.. plan.Steps.SetItem(step, plan.Steps[step] with { Follows = plan.Steps.Length }), new PlannedStep("new", [], false, 1, RetryRule.None, false)]));
        for (var step = 0; step < plan.Steps.Length; step++)
            foreach (var impossible in OfStep(machine, plan, step, now))
                yield return impossible;
    }

    private static IEnumerable<RunEvent> OfStep(RunMachine machine, RunPlan plan, int step, DateTimeOffset now)
    {
        var state = machine.Steps[step];
        yield return new StepOpened(now, step, -1);
        yield return new StepOpened(now, step, long.MaxValue);
        yield return new StepEnded(now, step, StepStatus.Running);
        yield return new StepEnded(now, step, StepStatus.Pending);
        yield return new StepEnded(now, step, StepStatus.Skipped);
        yield return new AttemptStarted(now, step, -1, 1);
        yield return new AttemptStarted(now, step, state.Items, 1);
        yield return new AttemptsReturned(now, step, 0, 0);
        yield return new AttemptsReturned(now, step, -1, 1);
        yield return new AttemptsReturned(now, step, state.Items, 1);
        yield return new AttemptEnded(now, step, 0, 1, AttemptOutcome.Succeeded, false, 0);
        yield return new StepOpened(now, step, 1, 0);
        yield return new ItemReused(now, step, -1);
        yield return new ItemReused(now, step, state.Items);
        yield return new ItemReused(now, step, 0, 0);
        yield return new ItemReused(now, step, 0, state.Items + 1);
        yield return new AttemptEnded(now, step, state.Items, 1, AttemptOutcome.Succeeded, false);
        if (state.Status != StepStatus.Pending)
        {
            yield return new StepOpened(now, step, 1);
            yield return new StepSkipped(now, step, "");
        }
        else if (plan.Steps[step].Needs.Any(need => !machine.Steps[need].Ended))
        {
            yield return new StepOpened(now, step, 1);
            yield return new StepEnded(now, step, StepStatus.Failed);
        }

        if (plan.Steps[step].Follows is { } before && !machine.Steps[before].Ended)
        {
            yield return new StepEnded(now, step, StepStatus.Succeeded);
            yield return new StepEnded(now, step, StepStatus.Failed);
            yield return new StepEnded(now, step, StepStatus.Cancelled);
        }

        if (state.Status != StepStatus.Running || state.Succeeded < state.Items)
            yield return new StepEnded(now, step, StepStatus.Succeeded);
        if (state.Ended || (state.Status == StepStatus.Running && (state.Failed + state.Dropped == 0 || state.Succeeded + state.Failed + state.Dropped < state.Items)))
            yield return new StepEnded(now, step, StepStatus.Failed);
        if (plan.Steps[step].IsRemoved)
        {
            yield return new StepOpened(now, step, 1);
            for (var item = 0L; item < state.Items; item++)
            {
                yield return new ItemReused(now, step, item);
                for (var attempt = 0; attempt < 9; attempt++)
                    yield return new AttemptStarted(now, step, item, attempt);
            }
        }

        if ((!machine.Cancelling && machine.NextAttempt(step, DateTimeOffset.MaxValue) is not null) || state.Status != StepStatus.Running || state.Executing.Count > 0)
            yield return new StepEnded(now, step, StepStatus.Cancelled);
        foreach (var impossible in OfItems(machine, plan.Steps[step].Follows is { } stage ? machine.Steps[stage] : null, step, now))
            yield return impossible;
    }

    private static IEnumerable<RunEvent> OfItems(RunMachine machine, StepState? before, int step, DateTimeOffset now)
    {
        var state = machine.Steps[step];
        for (var item = 0L; item < state.Items; item++)
        {
            var next = machine.NextAttempt(step, now) is { } ready && ready.Item == item ? ready.Attempt : 0;
            var arrived = before is null || before.HasSucceeded(item);
            if (!arrived)
                yield return new ItemReused(now, step, item);
            for (var attempt = 0; attempt < 9; attempt++)
                if (attempt != next && (!arrived || state.Executing.ContainsKey(item) || state.HasSucceeded(item) || state.HasFailed(item) || next != 0))
                    yield return new AttemptStarted(now, step, item, attempt);
            var executing = state.Executing.GetValueOrDefault(item);
            if (executing == 0)
                yield return new AttemptsReturned(now, step, item, 1);
            if (executing != 0 || state.HasSucceeded(item) || state.HasFailed(item))
            {
                yield return new ItemReused(now, step, item);
                yield return new ItemReused(now, step, item, 2);
            }

            for (var attempt = 0; attempt < 9; attempt++)
                if (attempt != executing || executing == 0)
                    yield return new AttemptEnded(now, step, item, attempt, AttemptOutcome.Succeeded, false);
        }
    }
}
