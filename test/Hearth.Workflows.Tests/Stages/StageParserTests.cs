using Hearth.Workflows.Definitions;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Runs;

namespace Hearth.Workflows.Tests.Stages;

public sealed class StageParserTests
{
    internal const string Sample = """
        steps:
          find: { task: discover, with: { folder: x } }
          each:
            description: What is done with each
            needs: find
            when: length(steps.find.output.packages) > 0
            isolation: step
            continue-on-error: true
            map:
              over: ${{ steps.find.output.packages }}
              concurrency: 3
              steps:
                first: { task: inspect, with: { package: "${{ item }}" }, retry: 2, timeout: 5s, cache: true }
                second: { task: notify, description: Says it, with: { text: "${{ stages.first.output.path }}" }, store: archive }
          last: { needs: each, task: notify, with: { text: "${{ length(steps.each.output) }} said" } }
        """;

    [Fact]
    public void Stages_are_steps_that_follow_each_other()
    {
        var parsed = WorkflowParser.Parse("a.yaml", Sample);

        Assert.Empty(parsed.Problems);
        var workflow = parsed.Definition!;
        Assert.Equal(["find", "each/first", "each/second", "last"], workflow.Steps.Select(step => step.Name));
        var (first, second) = (workflow.Step("each/first")!, workflow.Step("each/second")!);
        Assert.Equal((new StageDefinition("each", "first", null), new StageDefinition("each", "second", "each/first")), (first.Stage, second.Stage));
        Assert.Equal(("each", "find"), (second.StepName, workflow.Steps[0].StepName));
        // What is said of the step holds for each stage.
        Assert.All([first, second], stage => Assert.Equal(("find", WorkflowIsolation.Step, true, 3), (stage.Needs.Single().Value, stage.Isolation, stage.ContinueOnError, stage.Map!.Concurrency)));
        Assert.All([first, second], stage => Assert.NotNull(stage.When));
        // And what is said of a stage for it alone.
        Assert.Equal((2, TimeSpan.FromSeconds(5), true, null), (first.Retry.Times, first.Timeout, first.Cache is not null, first.Store));
        Assert.Equal((RetryRule.None, null, false, "archive", "Says it"), (second.Retry, second.Timeout, second.Cache is not null, second.Store!.Value, second.Description));
        Assert.Equal(["first"], second.With.References.Stages);
        Assert.Equal((13, 9), (first.Position.Line, first.Position.Column));
    }

    [Fact]
    public void Without_with_a_stage_gets_the_item_or_what_the_stage_before_gave()
    {
        var workflow = WorkflowParser.Parse("a.yaml", "steps: { each: { map: { over: [1], steps: { a: { task: x }, b: { task: y }, c: { task: z } } } } }").Definition!;
        var scope = new TestScope { Item = System.Text.Json.JsonElement.Parse("7"), Stages = { ["a"] = System.Text.Json.JsonElement.Parse("[8]"), ["b"] = System.Text.Json.JsonElement.Parse("9") } };

        Assert.Equal(["7", "[8]", "9"], workflow.Steps.Select(step => step.With.Evaluate(scope).GetRawText()));
    }

    [Theory]
    [InlineData("each")]
    [InlineData("each/second")]
    [InlineData("last")]
    [InlineData("each/third")]
    [InlineData("nobody")]
    public void A_name_stands_for_a_step_its_stages_or_one_of_them(string name)
    {
        var found = string.Join(' ', WorkflowParser.Parse("a.yaml", Sample).Definition!.StepsNamed(name).Select(step => step.Name));

        Assert.Equal(name switch { "each" => "each/first each/second", "each/second" or "last" => name, _ => "" }, found);
    }

    [Theory]
    [InlineData("task: x", "1:46 Step 'each' has stages ('map.steps'), so 'task' belongs to one of them")]
    [InlineData("workflow: x", "1:46 Step 'each' has stages ('map.steps'), so it cannot run a workflow itself")]
    [InlineData("with: {}", "1:46 Step 'each' has stages ('map.steps'), so 'with' belongs to one of them")]
    [InlineData("retry: 1", "1:46 Step 'each' has stages ('map.steps'), so 'retry' belongs to one of them")]
    [InlineData("timeout: 1s", "1:46 Step 'each' has stages ('map.steps'), so 'timeout' belongs to one of them")]
    [InlineData("cache: true", "1:46 Step 'each' has stages ('map.steps'), so 'cache' belongs to one of them")]
    [InlineData("store: s", "1:46 Step 'each' has stages ('map.steps'), so 'store' belongs to one of them")]
    public void What_belongs_to_a_stage_is_refused_beside_the_map(string key, string message)
    {
        var problem = Assert.Single(WorkflowParser.Parse("a.yaml", $"steps: {{ each: {{ needs: [], isolation: step, {key}, map: {{ over: [1], steps: {{ a: {{ task: x }} }} }} }} }}").Problems);

        Assert.Equal((ProblemIds.MisplacedKey, message), (problem.Id, $"{problem.Line}:{problem.Column} {problem.Message}"));
    }

    [Theory]
    [InlineData("needs: b", "in which they are written")]
    [InlineData("map: [1]", "none of its own")]
    [InlineData("when: true", "it belongs to step 'each' as a whole")]
    [InlineData("isolation: run", "it belongs to step 'each' as a whole")]
    [InlineData("continue-on-error: true", "it belongs to step 'each' as a whole")]
    [InlineData("workflow: w", "a stage runs a task")]
    public void What_belongs_to_the_step_is_refused_in_a_stage(string key, string message)
    {
        var problem = Assert.Single(WorkflowParser.Parse("a.yaml", $"steps:\n  each:\n    map:\n      over: [1]\n      steps:\n        a:\n          task: x\n          {key}\n").Problems);

        Assert.Equal((ProblemIds.MisplacedKey, 8, 11), (problem.Id, problem.Line, problem.Column));
        Assert.Contains($"Stage 'a' of step 'each' cannot have '{key.Split(':')[0]}': ", problem.Message, StringComparison.Ordinal);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", ProblemIds.MissingKey)]
    [InlineData("[a]", ProblemIds.WrongType)]
    [InlineData("{ a: 5 }", ProblemIds.WrongType)]
    [InlineData("{ a: {} }", ProblemIds.MissingKey)]
    [InlineData("{ a: { task: x, tmeout: 1s } }", ProblemIds.UnknownKey)]
    [InlineData("{ a/b: { task: x } }", ProblemIds.InvalidName)]
    [InlineData("null", ProblemIds.WrongType)]
    public void What_are_no_stages_is_an_error(string stages, string id) =>
        Assert.Equal([id], WorkflowParser.Parse("a.yaml", $"steps: {{ each: {{ map: {{ over: [1], steps: {stages} }} }} }}").Problems.Select(problem => problem.Id));
}
