using Hearth.Workflows.Runs;

namespace Hearth.Workflows.Tests.Runs;

/// <summary>The definition changes while the run is under way.</summary>
public sealed class RunMachineFollowingTests
{
    private const string Removed = "removed from the workflow";
    private static readonly DateTimeOffset s_now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_added_step_may_stand_after_the_step_that_needs_it()
    {
        var machine = Started(Step("a"));

        Follow(machine, Step("a", 1), Step("new"));

        Assert.Equal(new OpenStep(1), machine.Next());
        Execute(machine, 1, AttemptOutcome.Succeeded);
        Assert.Equal(new OpenStep(0), machine.Next());
    }

    [Fact]
    public void A_step_that_ended_stays_ended_and_the_added_one_is_done()
    {
        var machine = Started(Step("a"));
        Execute(machine, 0, AttemptOutcome.Succeeded);

        Follow(machine, Step("a", 1), Step("new"));

        Assert.Equal(StepStatus.Succeeded, machine.Steps[0].Status);
        Assert.Equal(new OpenStep(1), machine.Next());
    }

    [Fact]
    public void A_removed_step_is_skipped_at_once_and_does_not_wait_for_what_it_needed()
    {
        var machine = Started(Step("a"), Step("b", 0));
        machine.Apply(new StepOpened(s_now, 0, 1));

        Follow(machine, Step("a"), Gone("b"));

        Assert.Equal(new SkipStep(1, Removed), machine.Next());
    }

    [Fact]
    public void A_removed_step_finishes_what_executes_and_repeats_nothing()
    {
        var machine = Started(Step("a") with { Concurrency = 2, Retry = new RetryRule(9, TimeSpan.Zero, RetryBackoff.Constant, TimeSpan.Zero, false) });
        machine.Apply(new StepOpened(s_now, 0, 3));
        machine.Apply(new AttemptStarted(s_now, 0, 0, 1));
        machine.Apply(new AttemptStarted(s_now, 0, 1, 1));

        Follow(machine, Gone("a") with { Concurrency = 2, Retry = new RetryRule(9, TimeSpan.Zero, RetryBackoff.Constant, TimeSpan.Zero, false) });
        machine.Apply(new AttemptEnded(s_now, 0, 0, 1, AttemptOutcome.Succeeded, false));
        Assert.Null(machine.Next());
        machine.Apply(new AttemptEnded(s_now, 0, 1, 1, AttemptOutcome.Failed, false));

        Assert.Null(machine.NextAttempt(0, s_now));
        Assert.Equal(new EndStep(0, StepStatus.Cancelled, Removed), machine.Next());
        machine.Apply(new StepEnded(s_now, 0, StepStatus.Cancelled));
        Assert.Equal(new EndRun(RunStatus.Succeeded), machine.Next());

        Follow(machine, Step("a"));
        Assert.Equal(new StartAttempt(0, 1, 2), machine.NextAttempt(0, s_now));
        Assert.True(machine.Steps[0].HasSucceeded(0));
    }

    [Fact]
    public void A_removed_failure_is_none_of_the_run_but_what_was_skipped_for_it_is_until_it_is_retried()
    {
        var machine = Started(Step("bad"), Step("use", 0));
        Execute(machine, 0, AttemptOutcome.Failed);
        machine.Apply(new StepSkipped(s_now, 1, "bad failed"));

        Follow(machine, Gone("bad"), Step("use"));
        Assert.Equal(new EndRun(RunStatus.Failed), machine.Next());
        machine.Apply(new RunEnded(s_now, RunStatus.Failed));
        Assert.Throws<InvalidRunEventException>(() => machine.Apply(new RetryRequested(s_now, 0)));
        machine.Apply(new RetryRequested(s_now, null));

        Assert.Equal([StepStatus.Failed, StepStatus.Pending], machine.Steps.Select(step => step.Status));
        Execute(machine, 1, AttemptOutcome.Succeeded);
        Assert.Equal(new EndRun(RunStatus.Succeeded), machine.Next());
    }

    [Fact]
    public void A_step_that_has_begun_waits_for_what_it_came_to_need_and_stops_where_that_fails()
    {
        var machine = Started(Step("a"));
        machine.Apply(new StepOpened(s_now, 0, 1));

        Follow(machine, Step("a", 1), Step("new"));

        Assert.Null(machine.NextAttempt(0, s_now));
        Assert.Throws<InvalidRunEventException>(() => machine.Apply(new AttemptStarted(s_now, 0, 0, 1)));
        Execute(machine, 1, AttemptOutcome.Failed);
        Assert.Equal(new EndStep(0, StepStatus.Cancelled, "new failed"), machine.Next());
        machine.Apply(new StepEnded(s_now, 0, StepStatus.Cancelled));
        Assert.Equal(new EndRun(RunStatus.Failed), machine.Next());
    }

    [Fact]
    public void What_a_failure_meant_when_it_happened_it_means_for_good()
    {
        var machine = Started(Step("a") with { ContinueOnError = true }, Step("b", 0));
        Execute(machine, 0, AttemptOutcome.Failed);

        Follow(machine, Step("a"), Step("b", 0));

        Assert.Equal(new OpenStep(1), machine.Next());
        Execute(machine, 1, AttemptOutcome.Succeeded);
        Assert.Equal(new EndRun(RunStatus.Succeeded), machine.Next());
    }

    [Fact]
    public void The_next_repeat_goes_by_the_new_rule()
    {
        var machine = Started(Step("a"));
        machine.Apply(new StepOpened(s_now, 0, 1));
        machine.Apply(new AttemptStarted(s_now, 0, 0, 1));

        Follow(machine, Step("a") with { Retry = new RetryRule(1, TimeSpan.Zero, RetryBackoff.Constant, TimeSpan.Zero, false) });
        machine.Apply(new AttemptEnded(s_now, 0, 0, 1, AttemptOutcome.Failed, false));

        Assert.Equal(new StartAttempt(0, 0, 2), machine.NextAttempt(0, s_now));
    }

    private static PlannedStep Step(string name, params int[] needs) => new(name, [.. needs], false, 1, RetryRule.None, false);

    private static PlannedStep Gone(string name) => Step(name) with { IsRemoved = true };

    private static RunMachine Started(params PlannedStep[] steps)
    {
        var machine = new RunMachine(new RunPlan([.. steps]));
        machine.Apply(new RunStarted(s_now));
        return machine;
    }

    private static void Follow(RunMachine machine, params PlannedStep[] steps) => machine.Apply(new DefinitionChanged(s_now, new RunPlan([.. steps])));

    private static void Execute(RunMachine machine, int step, AttemptOutcome outcome)
    {
        machine.Apply(new StepOpened(s_now, step, 1));
        machine.Apply(new AttemptStarted(s_now, step, 0, 1));
        machine.Apply(new AttemptEnded(s_now, step, 0, 1, outcome, false));
        machine.Apply(new StepEnded(s_now, step, Assert.IsType<EndStep>(machine.Next()).Status));
    }
}
