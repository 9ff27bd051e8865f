using Hearth.Workflows.Definitions;
using Hearth.Workflows.Following;
using Hearth.Workflows.Runs;

namespace Hearth.Workflows.Tests.Stages;

public sealed class StageChangeTests
{
    private static readonly DateTimeOffset s_now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("each: a b c", true)]
    [InlineData("each: a b c d", true)]
    [InlineData("other: a", true)]
    [InlineData("each", true)]
    [InlineData("each: a b", false)]
    [InlineData("each: a c", false)]
    [InlineData("each: a b d c", false)]
    [InlineData("each: b a c", false)]
    public void Once_items_are_on_their_way_stages_are_only_added_at_the_end(string newer, bool isPossible)
    {
        var followed = FollowedDefinition.Of(Definition("each: a b c"));
        var machine = new RunMachine(Plan(followed.Newest));
        machine.Apply(new RunStarted(s_now));
        // Before that everything is possible.
        Assert.Null(StageChange.Obstacle(followed, Definition(newer), machine.Steps));
        for (var stage = 0; stage < 3; stage++)
            machine.Apply(new StepOpened(s_now, stage, 2));

        var obstacle = StageChange.Obstacle(followed, Definition(newer), machine.Steps);

        Assert.Equal(isPossible, obstacle is null);
        if (isPossible)
            machine.Apply(new DefinitionChanged(s_now, Plan(followed.Merged(Definition(newer)))));
    }

    [Fact]
    public void A_step_that_was_removed_comes_back_with_the_stages_that_it_had()
    {
        var followed = FollowedDefinition.Of(Definition("each: a b"));
        var machine = new RunMachine(Plan(followed.Newest));
        machine.Apply(new RunStarted(s_now));
        machine.Apply(new StepOpened(s_now, 0, 2));
        machine.Apply(new StepOpened(s_now, 1, 2));
        var merged = followed.Merged(Definition("each"));
        machine.Apply(new DefinitionChanged(s_now, Plan(merged)));
        followed = followed.TakenUp(merged, machine.Steps);

        Assert.NotNull(StageChange.Obstacle(followed, Definition("each: a x b"), machine.Steps));
        Assert.Null(StageChange.Obstacle(followed, Definition("each: a b c"), machine.Steps));
        var returned = followed.Merged(Definition("each: a b c"));
        machine.Apply(new DefinitionChanged(s_now, Plan(returned)));
        Assert.Equal(["each/a", "each/b", "each/c"], returned.StepsNamed("each").Select(step => step.Name));
    }

    [Fact]
    public void Stages_that_come_before_others_later_stand_in_the_order_of_the_items()
    {
        var merged = FollowedDefinition.Of(Definition("each: a c")).Merged(Definition("each: z a b c"));

        Assert.Equal(["each/a", "each/c", "each/z", "each/b"], merged.Steps.Select(step => step.Name));
        Assert.Equal(["each/z", "each/a", "each/b", "each/c"], merged.StepsNamed("each").Select(step => step.Name));
    }

    [Fact]
    public void What_changes_in_a_stage_or_of_its_place_is_a_change_of_that_stage()
    {
        var nothing = new Dictionary<string, WorkflowDefinition>();

        var drift = DefinitionDrift.Between(Definition("each: a b c"), nothing, Definition("each: a c d"), nothing);

        Assert.Equal(("each/d", "each/b", "each/c"), (string.Join(' ', drift.Added), string.Join(' ', drift.Removed), string.Join(' ', drift.Changed)));
    }

    /// <summary>A step with the stages that follow its name, or without any.</summary>
    private static WorkflowDefinition Definition(string step)
    {
        var stages = step.Contains(':', StringComparison.Ordinal) ? step[(step.IndexOf(':', StringComparison.Ordinal) + 2)..].Split(' ') : [];
        var map = stages.Length == 0 ? "task: t" : $"map: {{ over: [1, 2], steps: {{ {string.Join(", ", stages.Select(stage => $"{stage}: {{ task: t, with: {{}} }}"))} }} }}";
        var parsed = WorkflowParser.Parse("flow.yaml", $"steps:\n  {step.Split(':')[0]}: {{ {map} }}\n");
        Assert.Empty(parsed.Problems);
        return parsed.Definition!;
    }

    private static RunPlan Plan(WorkflowDefinition definition) => new([.. definition.Steps.Select(step => new PlannedStep(step.Name, [], false, 1, step.Retry, false)
    {
        Follows = step.Stage?.After is { } after ? definition.Steps.IndexOf(definition.Step(after)!) : null,
        IsRemoved = step.IsRemoved,
    })]);
}
