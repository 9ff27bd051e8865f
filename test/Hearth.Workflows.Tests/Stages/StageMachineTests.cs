using Hearth.Workflows.Runs;

namespace Hearth.Workflows.Tests.Stages;

/// <summary>How items go through stages. The properties of the machine try the same at random.</summary>
public sealed class StageMachineTests
{
    private static readonly DateTimeOffset s_now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Stages_open_together_and_an_item_goes_on_when_it_succeeded_before()
    {
        var machine = Opened(3);

        Assert.Equal([0], machine.ReadySteps(s_now));
        Execute(machine, 0, 0, AttemptOutcome.Succeeded);
        Assert.Equal([1, 0], machine.ReadySteps(s_now));
        Execute(machine, 1, 0, AttemptOutcome.Succeeded);
        Assert.Equal(new StartAttempt(2, 0, 1), machine.NextAttempt(2, s_now));
        Assert.Equal(new StartAttempt(0, 1, 1), machine.NextAttempt(0, s_now));
        Assert.Null(machine.NextAttempt(1, s_now));
    }

    [Fact]
    public void Items_arrive_in_any_order_and_wait_together()
    {
        var machine = Opened(4);
        for (var item = 0; item < 4; item++)
            machine.Apply(new AttemptStarted(s_now, 0, item, 1));
        machine.Apply(new AttemptEnded(s_now, 0, 2, 1, AttemptOutcome.Succeeded, false, 2));
        Assert.Equal((new StartAttempt(1, 2, 1), 2), (machine.NextAttempt(1, s_now), machine.NextTogether(1, s_now)));
        machine.Apply(new AttemptEnded(s_now, 0, 0, 1, AttemptOutcome.Succeeded, false));
        Assert.Equal((new StartAttempt(1, 0, 1), 1), (machine.NextAttempt(1, s_now), machine.NextTogether(1, s_now)));

        Assert.Throws<InvalidRunEventException>(() => machine.Apply(new AttemptStarted(s_now, 1, 1, 1)));
        Assert.Throws<InvalidRunEventException>(() => machine.Apply(new ItemReused(s_now, 1, 0, 2)));
        machine.Apply(new ItemReused(s_now, 1, 0));
        machine.Apply(new ItemReused(s_now, 1, 2, 2));
        Assert.Equal((new StartAttempt(2, 0, 1), 1), (machine.NextAttempt(2, s_now), machine.NextTogether(2, s_now)));
    }

    [Fact]
    public void An_item_that_failed_is_begun_in_no_later_stage_and_all_stages_after_fail()
    {
        var machine = Opened(2);
        Execute(machine, 0, 0, AttemptOutcome.Failed);
        Execute(machine, 0, 1, AttemptOutcome.Succeeded);
        Assert.Equal(new EndStep(0, StepStatus.Failed), machine.Next());
        machine.Apply(new StepEnded(s_now, 0, StepStatus.Failed));
        Assert.Null(machine.Next());
        Execute(machine, 1, 1, AttemptOutcome.Succeeded);

        Assert.Equal(new EndStep(1, StepStatus.Failed, "1 of 2 items did not get through s0"), machine.Next());
        Assert.Equal((1, 1, true, false), (machine.Steps[1].Dropped, machine.Steps[2].Dropped, machine.Steps[2].HasDropped(0), machine.Steps[2].HasDropped(1)));
    }

    [Fact]
    public void A_retry_repeats_what_failed_and_sends_it_on()
    {
        var machine = Opened(2);
        Execute(machine, 0, 0, AttemptOutcome.Succeeded);
        Execute(machine, 0, 1, AttemptOutcome.Succeeded);
        Execute(machine, 1, 0, AttemptOutcome.Failed);
        Execute(machine, 1, 1, AttemptOutcome.Succeeded);
        Execute(machine, 2, 1, AttemptOutcome.Succeeded);
        End(machine, StepStatus.Succeeded, StepStatus.Failed, StepStatus.Failed);

        machine.Apply(new RetryRequested(s_now, null));

        Assert.Equal((StepStatus.Succeeded, StepStatus.Running, StepStatus.Running), (machine.Steps[0].Status, machine.Steps[1].Status, machine.Steps[2].Status));
        Assert.Equal([1], machine.ReadySteps(s_now));
        Execute(machine, 1, 0, AttemptOutcome.Succeeded);
        Assert.Equal(new StartAttempt(2, 0, 1), machine.NextAttempt(2, s_now));
        Execute(machine, 2, 0, AttemptOutcome.Succeeded);
        Assert.Equal((2, 0), (machine.Steps[2].Succeeded, machine.Steps[2].Dropped));
    }

    [Fact]
    public void A_retry_from_a_stage_does_it_and_those_after_it_from_their_beginning()
    {
        var machine = Opened(1);
        for (var stage = 0; stage < 3; stage++)
            Execute(machine, stage, 0, AttemptOutcome.Succeeded);
        End(machine, StepStatus.Succeeded, StepStatus.Succeeded, StepStatus.Succeeded);

        machine.Apply(new RetryRequested(s_now, 1));

        Assert.Equal((StepStatus.Succeeded, StepStatus.Pending, StepStatus.Pending), (machine.Steps[0].Status, machine.Steps[1].Status, machine.Steps[2].Status));
        machine.Apply(new StepOpened(s_now, 1, 1));
        // What succeeded before it was opened is there.
        Assert.Equal(new StartAttempt(1, 0, 2), machine.NextAttempt(1, s_now));
    }

    [Fact]
    public void Stages_share_the_fate_of_a_step_that_is_skipped_or_cannot_begin()
    {
        var skipped = Started();
        skipped.Apply(new StepSkipped(s_now, 0, "its condition is false: x"));
        Assert.Equal(new SkipStep(1, "its condition is false: x"), skipped.Next());

        var failed = Started();
        failed.Apply(new StepEnded(s_now, 0, StepStatus.Failed));
        Assert.Equal(new EndStep(1, StepStatus.Failed, "s0 could not begin"), failed.Next());
    }

    private static RunMachine Started()
    {
        var machine = new RunMachine(new RunPlan([.. Enumerable.Range(0, 3).Select(index => new PlannedStep($"s{index}", [], false, 9, RetryRule.None, false) { Follows = index == 0 ? null : index - 1 })]));
        machine.Apply(new RunStarted(s_now));
        return machine;
    }

    private static RunMachine Opened(long items)
    {
        var machine = Started();
        for (var step = 0; step < 3; step++)
        {
            Assert.Equal(new OpenStep(step), machine.Next());
            machine.Apply(new StepOpened(s_now, step, items));
        }

        return machine;
    }

    private static void Execute(RunMachine machine, int step, long item, AttemptOutcome outcome)
    {
        var attempt = machine.NextAttempt(step, s_now)!.Attempt;
        machine.Apply(new AttemptStarted(s_now, step, item, attempt));
        machine.Apply(new AttemptEnded(s_now, step, item, attempt, outcome, false));
    }

    private static void End(RunMachine machine, params StepStatus[] statuses)
    {
        for (var step = 0; step < statuses.Length; step++)
        {
            Assert.Equal(statuses[step], Assert.IsType<EndStep>(machine.Next()).Status);
            machine.Apply(new StepEnded(s_now, step, statuses[step]));
        }

        machine.Apply(new RunEnded(s_now, ((EndRun)machine.Next()!).Status));
    }
}
