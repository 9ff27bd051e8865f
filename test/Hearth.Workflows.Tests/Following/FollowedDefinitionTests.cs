using Hearth.Workflows.Definitions;
using Hearth.Workflows.Following;
using Hearth.Workflows.Runs;

namespace Hearth.Workflows.Tests.Following;

public sealed class FollowedDefinitionTests
{
    private static readonly DateTimeOffset s_now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Steps_keep_their_positions_and_are_shown_in_the_order_of_the_newest_file()
    {
        var followed = TakenUp(Of("a: { task: t }", "b: { task: t }", "c: { task: t }"), [], "new: { task: t }", "c: { task: t }", "a: { task: t }");

        Assert.Equal(["a", "b", "c", "new"], followed.Newest.Steps.Select(step => step.Name));
        Assert.Equal([false, true, false, false], followed.Newest.Steps.Select(step => step.IsRemoved));
        Assert.Equal(["new", "c", "a", "b"], followed.Order.Select(index => followed.Newest.Steps[index].Name));

        var again = TakenUp(followed, [], "b: { task: other }", "last: { task: t }");
        Assert.Equal(["a", "b", "c", "new", "last"], again.InForce.Steps.Select(step => step.Name));
        Assert.Equal(["b", "last"], again.InForce.Steps.Where(step => !step.IsRemoved).Select(step => step.Name));
        Assert.Equal("other", again.InForce.Steps[1].Task!.Value);
    }

    [Fact]
    public void A_step_that_has_begun_takes_all_but_its_list()
    {
        var followed = TakenUp(Of("a: { task: t, map: { over: [1], concurrency: 2 }, timeout: 1s }"), [new StepOpened(s_now, 0, 1)],
            "a: { task: u, map: { over: [2], concurrency: 3 }, timeout: 2s, retry: 5, with: { x: 1 } }");

        var step = followed.InForce.Steps[0];
        Assert.Equal(("u", 3, TimeSpan.FromSeconds(2), 5), (step.Task!.Value, step.Map!.Concurrency, step.Timeout, step.Retry.Times));
        Assert.Equal("[1]", step.Map.Over.Constant!.Value.GetRawText());
        Assert.Equal("""{"x":1}""", step.With.Constant!.Value.GetRawText());
        Assert.Equal("[2]", followed.Newest.Steps[0].Map!.Over.Constant!.Value.GetRawText());
    }

    [Theory]
    [InlineData("a: { task: t, map: [1] }", "a: { task: u }")]
    [InlineData("a: { task: t }", "a: { task: u, map: [1] }")]
    [InlineData("a: { task: t }", "a: { workflow: t }")]
    [InlineData("a: { workflow: t }", "a: { task: t }")]
    public void A_step_that_has_begun_stays_whole_where_its_items_would_be_others(string was, string becomes)
    {
        var before = Of(was);

        var followed = TakenUp(before, [new StepOpened(s_now, 0, 1)], becomes);

        Assert.Equal(before.Newest.Steps[0], followed.InForce.Steps[0]);
    }

    [Fact]
    public void A_step_that_has_ended_stays_as_it_was_until_it_is_done_again()
    {
        var before = Of("a: { task: t }");
        var (machine, definition) = Play(before, [new StepOpened(s_now, 0, 0), new StepEnded(s_now, 0, StepStatus.Succeeded), new RunEnded(s_now, RunStatus.Succeeded)]);
        var merged = definition.Merged(Of("a: { task: u }").Newest);
        machine.Apply(new DefinitionChanged(s_now, Plan(merged)));
        var followed = definition.TakenUp(merged, machine.Steps);
        Assert.Equal(before.Newest.Steps[0], followed.InForce.Steps[0]);

        machine.Apply(new RetryRequested(s_now, 0));

        Assert.Equal("u", followed.Retried(machine.Steps).InForce.Steps[0].Task!.Value);
    }

    [Fact]
    public void A_step_that_failed_goes_on_as_the_newest_definition_says_when_it_is_retried()
    {
        var before = Of("a: { task: t, map: [1, 2] }");
        var (machine, definition) = Play(before,
        [
            new StepOpened(s_now, 0, 2),
            new AttemptStarted(s_now, 0, 0, 1),
            new AttemptEnded(s_now, 0, 0, 1, AttemptOutcome.Succeeded, false),
            new AttemptStarted(s_now, 0, 1, 1),
            new AttemptEnded(s_now, 0, 1, 1, AttemptOutcome.Failed, false),
            new StepEnded(s_now, 0, StepStatus.Failed),
            new RunEnded(s_now, RunStatus.Failed),
        ]);
        var merged = definition.Merged(Of("a: { task: u, map: [3] }").Newest);
        machine.Apply(new DefinitionChanged(s_now, Plan(merged)));
        var followed = definition.TakenUp(merged, machine.Steps);
        Assert.Equal(before.Newest.Steps[0], followed.InForce.Steps[0]);

        machine.Apply(new RetryRequested(s_now, null));

        var step = followed.Retried(machine.Steps).InForce.Steps[0];
        Assert.Equal(("u", "[1,2]"), (step.Task!.Value, step.Map!.Over.Constant!.Value.GetRawText().Replace(" ", "", StringComparison.Ordinal)));
    }

    private static FollowedDefinition Of(params string[] steps)
    {
        var parsed = WorkflowParser.Parse("flow.yaml", $"steps:\n{string.Concat(steps.Select(step => $"  {step}\n"))}");
        Assert.Empty(parsed.Problems);
        return FollowedDefinition.Of(parsed.Definition!);
    }

    private static FollowedDefinition TakenUp(FollowedDefinition before, RunEvent[] events, params string[] steps)
    {
        var (machine, definition) = Play(before, events);
        var merged = definition.Merged(Of(steps).Newest);
        machine.Apply(new DefinitionChanged(s_now, Plan(merged)));
        return definition.TakenUp(merged, machine.Steps);
    }

    private static (RunMachine Machine, FollowedDefinition Definition) Play(FollowedDefinition definition, RunEvent[] events)
    {
        var machine = new RunMachine(Plan(definition.Newest));
        machine.Apply(new RunStarted(s_now));
        foreach (var happened in events)
            machine.Apply(happened);
        return (machine, definition);
    }

    private static RunPlan Plan(WorkflowDefinition definition) =>
        new([.. definition.Steps.Select(step => new PlannedStep(step.Name, [], false, 1, step.Retry, false) { IsRemoved = step.IsRemoved })]);
}
