using System.Collections.Immutable;
using System.Diagnostics;
using Hearth.Workflows.Runs;

namespace Hearth.Workflows.Tests.Runs;

public sealed class RunMachineTests
{
    private static readonly DateTimeOffset s_now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_run_without_steps_succeeds_at_once()
    {
        var machine = Started();

        Assert.Equal(new EndRun(RunStatus.Succeeded), machine.Next());
    }

    [Fact]
    public void A_mapped_step_without_items_succeeds_at_once()
    {
        var machine = Started(Step());

        machine.Apply(new StepOpened(s_now, 0, 0));

        Assert.Equal(new EndStep(0, StepStatus.Succeeded), machine.Next());
    }

    [Fact]
    public void What_needs_a_failed_step_is_skipped_and_the_reason_names_it()
    {
        var machine = Started(Step("fetch"), Step("use", needs: [0]), Step("report", needs: [1]));

        Execute(machine, 0, AttemptOutcome.Failed);

        Assert.Equal(new SkipStep(1, "fetch failed"), machine.Next());
        machine.Apply(new StepSkipped(s_now, 1, "fetch failed"));
        Assert.Equal(new SkipStep(2, "use was skipped"), machine.Next());
    }

    [Fact]
    public void A_failed_step_that_may_fail_stops_neither_its_dependents_nor_the_run()
    {
        var machine = Started(Step("fetch") with { ContinueOnError = true }, Step("use", needs: [0]));

        Execute(machine, 0, AttemptOutcome.Failed);

        Assert.Equal(new OpenStep(1), machine.Next());
        Execute(machine, 1, AttemptOutcome.Succeeded);
        Assert.Equal(new EndRun(RunStatus.Succeeded), machine.Next());
    }

    [Fact]
    public void A_condition_decides_after_a_need_was_skipped_by_its_own_condition()
    {
        var machine = Started(Step("maybe") with { Conditional = true }, Step("always", needs: [0]) with { Conditional = true }, Step("plain", needs: [0]));

        machine.Apply(new StepSkipped(s_now, 0, "its condition is false"));

        Assert.Equal(new OpenStep(1), machine.Next());
        Execute(machine, 1, AttemptOutcome.Succeeded);
        Assert.Equal(new SkipStep(2, "maybe was skipped"), machine.Next());
    }

    [Fact]
    public void A_condition_does_not_decide_after_a_need_was_skipped_because_of_a_failure_however_far_up()
    {
        var machine = Started(Step("fetch"), Step("use", needs: [0]), Step("more", needs: [1]), Step("last", needs: [2]) with { Conditional = true });

        Execute(machine, 0, AttemptOutcome.Failed);
        machine.Apply(new StepSkipped(s_now, 1, "fetch failed"));
        machine.Apply(new StepSkipped(s_now, 2, "use was skipped"));

        Assert.Equal(new SkipStep(3, "more was skipped"), machine.Next());
    }

    [Fact]
    public void A_failed_step_can_be_done_again_without_what_succeeded_before_it()
    {
        var machine = Started(Step(), Step(needs: [0]), Step(needs: [1]));
        Execute(machine, 0, AttemptOutcome.Succeeded);
        Execute(machine, 1, AttemptOutcome.Failed);
        EndRun(machine);

        machine.Apply(new RetryRequested(s_now, null));

        Assert.Equal([StepStatus.Succeeded, StepStatus.Running, StepStatus.Pending], machine.Steps.Select(step => step.Status));
        Assert.Equal(new StartAttempt(1, 0, 2), machine.NextAttempt(1, s_now));
    }

    [Fact]
    public void A_retry_from_a_step_repeats_it_and_all_after_it_with_new_attempt_numbers()
    {
        var machine = Started(Step(), Step(needs: [0]), Step(needs: [1]));
        foreach (var step in (int[])[0, 1, 2])
            Execute(machine, step, AttemptOutcome.Succeeded);
        EndRun(machine);

        machine.Apply(new RetryRequested(s_now, 1));

        Assert.Equal([StepStatus.Succeeded, StepStatus.Pending, StepStatus.Pending], machine.Steps.Select(step => step.Status));
        machine.Apply(new StepOpened(s_now, 1, 1));
        Assert.Equal(new StartAttempt(1, 0, 2), machine.NextAttempt(1, s_now));
    }

    [Fact]
    public void A_retry_from_a_step_of_a_cancelled_run_also_finishes_what_the_cancellation_stopped()
    {
        var machine = Started(Step(), Step());
        Execute(machine, 0, AttemptOutcome.Succeeded);
        machine.Apply(new StepOpened(s_now, 1, 1));
        machine.Apply(new CancelRequested(s_now));
        EndRun(machine);
        Assert.Equal(StepStatus.Cancelled, machine.Steps[1].Status);

        machine.Apply(new RetryRequested(s_now, 0));
        Execute(machine, 0, AttemptOutcome.Succeeded, attempt: 2);

        Assert.Null(machine.Next());
        Assert.Equal(new StartAttempt(1, 0, 1), machine.NextAttempt(1, s_now));
    }

    [Fact]
    public void A_retry_after_a_cancellation_asks_no_condition_again_on_which_others_relied()
    {
        var machine = Started(Step() with { Conditional = true }, Step(needs: [0]) with { Conditional = true }, Step());
        machine.Apply(new StepSkipped(s_now, 0, "its condition is false"));
        Execute(machine, 1, AttemptOutcome.Succeeded);
        machine.Apply(new StepOpened(s_now, 2, 1));
        machine.Apply(new CancelRequested(s_now));
        EndRun(machine);

        machine.Apply(new RetryRequested(s_now, null));

        Assert.Equal([StepStatus.Skipped, StepStatus.Succeeded, StepStatus.Running], machine.Steps.Select(step => step.Status));
    }

    [Fact]
    public void The_end_of_an_attempt_that_does_not_execute_changes_nothing()
    {
        var machine = Started(Step());
        machine.Apply(new StepOpened(s_now, 0, 1));
        machine.Apply(new AttemptStarted(s_now, 0, 0, 1));

        Assert.Throws<InvalidRunEventException>(() => machine.Apply(new AttemptEnded(s_now, 0, 0, 2, AttemptOutcome.Succeeded, false)));

        Assert.Equal(1, machine.Steps[0].Executing[0]);
        machine.Apply(new AttemptEnded(s_now, 0, 0, 1, AttemptOutcome.Succeeded, false));
    }

    [Fact]
    public void An_impossible_number_of_items_changes_nothing()
    {
        var machine = Started(Step());

        Assert.Throws<InvalidRunEventException>(() => machine.Apply(new StepOpened(s_now, 0, long.MaxValue)));

        Assert.Equal((StepStatus.Pending, 0), (machine.Steps[0].Status, machine.Steps[0].Items));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void A_step_that_the_plan_does_not_have_is_refused(int step)
    {
        var machine = Started(Step());

        Assert.Throws<InvalidRunEventException>(() => machine.Apply(new StepOpened(s_now, step, 1)));
        Execute(machine, 0, AttemptOutcome.Failed);
        EndRun(machine);
        Assert.Throws<InvalidRunEventException>(() => machine.Apply(new RetryRequested(s_now, step)));
        Assert.Equal(RunStatus.Failed, machine.Status);
    }

    [Fact]
    public void A_step_cannot_be_opened_before_what_it_needs()
    {
        var machine = Started(Step(), Step(needs: [0]));

        Assert.Throws<InvalidRunEventException>(() => machine.Apply(new StepOpened(s_now, 1, 1)));
        Assert.Throws<InvalidRunEventException>(() => machine.Apply(new StepEnded(s_now, 1, StepStatus.Failed)));
    }

    [Theory]
    [InlineData(StepStatus.Pending)]
    [InlineData(StepStatus.Running)]
    [InlineData(StepStatus.Skipped)]
    [InlineData(StepStatus.Cancelled)]
    [InlineData(StepStatus.Failed)]
    [InlineData(StepStatus.Succeeded)]
    public void A_step_ends_only_as_its_items_did(StepStatus status)
    {
        var machine = Started(Step());
        machine.Apply(new StepOpened(s_now, 0, 1));

        Assert.Throws<InvalidRunEventException>(() => machine.Apply(new StepEnded(s_now, 0, status)));

        Assert.Equal(StepStatus.Running, machine.Steps[0].Status);
    }

    [Theory]
    [InlineData(RunStatus.Running)]
    [InlineData(RunStatus.Interrupted)]
    [InlineData(RunStatus.Waiting)]
    [InlineData(RunStatus.Cancelled)]
    [InlineData(RunStatus.Succeeded)]
    public void A_run_with_a_failed_step_ends_only_as_failed(RunStatus status)
    {
        var machine = Started(Step());
        Execute(machine, 0, AttemptOutcome.Failed);

        Assert.Throws<InvalidRunEventException>(() => machine.Apply(new RunEnded(s_now, status)));

        machine.Apply(new RunEnded(s_now, RunStatus.Failed));
        Assert.Equal(RunStatus.Failed, machine.Status);
    }

    [Fact]
    public void A_run_whose_outputs_cannot_be_had_ends_as_failed_and_can_be_retried()
    {
        var machine = Started(Step());
        Execute(machine, 0, AttemptOutcome.Succeeded);

        machine.Apply(new RunEnded(s_now, RunStatus.Failed));
        machine.Apply(new RetryRequested(s_now, null));

        Assert.Equal(new EndRun(RunStatus.Succeeded), machine.Next());
    }

    [Fact]
    public void What_has_ended_cannot_end_again_or_be_cancelled()
    {
        var machine = Started(Step());
        Execute(machine, 0, AttemptOutcome.Succeeded);
        EndRun(machine);

        Assert.Throws<InvalidRunEventException>(() => machine.Apply(new CancelRequested(s_now)));
        Assert.Throws<InvalidRunEventException>(() => machine.Apply(new RunEnded(s_now, RunStatus.Failed)));
        Assert.Throws<InvalidRunEventException>(() => machine.Apply(new RunPaused(s_now, [])));
        Assert.Throws<InvalidRunEventException>(() => machine.Apply(new RunResumed(s_now, [])));
        Assert.Equal((RunStatus.Succeeded, false), (machine.Status, machine.Cancelling));
    }

    [Fact]
    public void Nothing_happens_to_steps_while_no_host_works_on_the_run()
    {
        var machine = Started(Step(), Step());
        machine.Apply(new StepOpened(s_now, 0, 1));
        machine.Apply(new AttemptStarted(s_now, 0, 0, 1));
        machine.Apply(new RunPaused(s_now, [new ItemReference(0, 0)]));

        Assert.Throws<InvalidRunEventException>(() => machine.Apply(new AttemptEnded(s_now, 0, 0, 1, AttemptOutcome.Succeeded, false)));
        Assert.Throws<InvalidRunEventException>(() => machine.Apply(new StepOpened(s_now, 1, 1)));
        Assert.Throws<InvalidRunEventException>(() => machine.Apply(new StepSkipped(s_now, 1, "")));

        machine.Apply(new RunResumed(s_now, [new ItemReference(0, 0)]));
        machine.Apply(new AttemptEnded(s_now, 0, 0, 1, AttemptOutcome.Succeeded, false));
    }

    [Fact]
    public void What_was_interrupted_goes_on_at_once_also_under_a_host_whose_clock_is_behind()
    {
        var machine = Started(Step());
        machine.Apply(new StepOpened(s_now, 0, 1));
        machine.Apply(new AttemptStarted(s_now, 0, 0, 1));
        machine.Apply(new RunPaused(s_now, []));

        machine.Apply(new RunResumed(s_now.AddHours(-1), []));

        Assert.Equal(new StartAttempt(0, 0, 2), machine.NextAttempt(0, s_now.AddHours(-1)));
    }

    [Fact]
    public void A_wait_beyond_the_end_of_time_is_a_long_wait()
    {
        var machine = Started(Step() with { Retry = new RetryRule(1, TimeSpan.MaxValue, RetryBackoff.Constant, TimeSpan.MaxValue, false) });
        machine.Apply(new StepOpened(s_now, 0, 1));
        machine.Apply(new AttemptStarted(s_now, 0, 0, 1));

        machine.Apply(new AttemptEnded(s_now, 0, 0, 1, AttemptOutcome.Failed, false));

        Assert.Equal(DateTimeOffset.MaxValue, machine.NextDue(s_now));
        Assert.Null(machine.NextAttempt(0, s_now));
    }

    [Fact]
    public void A_repeat_that_waits_for_its_turn_does_not_hide_one_that_waits_for_the_clock()
    {
        var rule = new RetryRule(1, TimeSpan.FromSeconds(1), RetryBackoff.Constant, TimeSpan.FromHours(1), false);
        var machine = Started(Step() with { Retry = rule with { Delay = TimeSpan.Zero } }, Step() with { Retry = rule });
        machine.Apply(new StepOpened(s_now, 0, 2));
        machine.Apply(new AttemptStarted(s_now, 0, 0, 1));
        machine.Apply(new AttemptEnded(s_now, 0, 0, 1, AttemptOutcome.Failed, false));
        machine.Apply(new StepOpened(s_now, 1, 1));
        machine.Apply(new AttemptStarted(s_now, 1, 0, 1));
        machine.Apply(new AttemptEnded(s_now, 1, 0, 1, AttemptOutcome.Failed, false));
        machine.Apply(new AttemptStarted(s_now, 0, 1, 1));

        Assert.Null(machine.NextAttempt(0, s_now));
        Assert.Equal(s_now.AddSeconds(1), machine.NextDue(s_now));
    }

    [Fact]
    public async Task Many_layers_of_skipped_steps_are_decided_in_a_moment()
    {
        const int Layers = 40;
        var steps = new List<PlannedStep> { Step("s0") with { Conditional = true } };
        for (var layer = 0; layer < Layers; layer++)
        {
            ImmutableArray<int> needs = layer == 0 ? [0] : [steps.Count - 2, steps.Count - 1];
            steps.Add(Step($"a{layer}") with { Needs = needs });
            steps.Add(Step($"b{layer}") with { Needs = needs });
        }

        steps.Add(Step("last") with { Conditional = true, Needs = [steps.Count - 2, steps.Count - 1] });
        var machine = Started([.. steps]);
        machine.Apply(new StepSkipped(s_now, 0, "its condition is false"));
        var decided = Task.Run(() =>
        {
            while (machine.Next() is SkipStep skip)
                machine.Apply(new StepSkipped(s_now, skip.Step, skip.Reason));
            return machine.Next();
        });

        // Asking along each path would take days, not seconds.
        Assert.Equal(new OpenStep(steps.Count - 1), await decided.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void A_million_items_take_little_memory_and_time()
    {
        const int Items = 1_000_000;
        var machine = Started(Step() with { Concurrency = 8 });
        machine.Apply(new StepOpened(s_now, 0, Items));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        for (var item = 0; item < Items; item++)
        {
            machine.Apply(new AttemptStarted(s_now, 0, item, 1));
            machine.Apply(new AttemptEnded(s_now, 0, item, 1, AttemptOutcome.Succeeded, false));
        }

        Assert.Equal(new EndStep(0, StepStatus.Succeeded), machine.Next());
        // The events themselves; what the machine keeps is in no proportion to the items.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 250L * Items);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{watch.Elapsed}");
    }

    private static PlannedStep Step(string name = "step", int[]? needs = null) => new(name, [.. needs ?? []], false, 1, RetryRule.None, false);

    private static RunMachine Started(params PlannedStep[] steps)
    {
        var machine = new RunMachine(new RunPlan([.. steps]));
        machine.Apply(new RunStarted(s_now));
        return machine;
    }

    private static void Execute(RunMachine machine, int step, AttemptOutcome outcome, int attempt = 1)
    {
        machine.Apply(new StepOpened(s_now, step, 1));
        machine.Apply(new AttemptStarted(s_now, step, 0, attempt));
        machine.Apply(new AttemptEnded(s_now, step, 0, attempt, outcome, false));
        var end = Assert.IsType<EndStep>(machine.Next());
        machine.Apply(new StepEnded(s_now, end.Step, end.Status));
    }

    private static void EndRun(RunMachine machine)
    {
        while (machine.Next() is { } decision)
            machine.Apply(decision switch
            {
                SkipStep skip => new StepSkipped(s_now, skip.Step, skip.Reason),
                EndStep end => new StepEnded(s_now, end.Step, end.Status),
                EndRun end => new RunEnded(s_now, end.Status),
                _ => throw new InvalidOperationException($"The run is not at its end: {decision}"),
            });
    }
}
