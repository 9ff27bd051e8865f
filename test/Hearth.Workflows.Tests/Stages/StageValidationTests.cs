using System.Collections.Immutable;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Validation;

namespace Hearth.Workflows.Tests.Stages;

public sealed class StageValidationTests
{
    [Fact]
    public void Good_stages_have_no_problems() =>
        Assert.Empty(WorkflowValidator.Validate([WorkflowParser.Parse("a.yaml", StageParserTests.Sample)], SampleTasks.All, new KnownNames(["archive"], [])));

    [Theory]
    [InlineData("${{ stages.first.output.scor }}", ProblemIds.UnknownProperty, "score")]
    [InlineData("${{ stages.fist.output.path }}", ProblemIds.UnknownStage, "first")]
    [InlineData("${{ stages.second.output }}", ProblemIds.UnknownStage, null)]
    [InlineData("${{ stages.third.output }}", ProblemIds.UnknownStage, null)]
    [InlineData("${{ stages.first.status }}", ProblemIds.UnknownRoot, null)]
    [InlineData("${{ stages.first.output }}", ProblemIds.TypeMismatch, null)]
    [InlineData("${{ toJson(steps.each.output) }}", ProblemIds.StepNotNeeded, null)]
    [InlineData("${{ steps['each/first'].output }}", ProblemIds.UnknownStep, null)]
    [InlineData("${{ stags.first.output }}", ProblemIds.UnknownRoot, "stages")]
    public void What_a_stage_reads_is_checked(string text, string id, string? suggestion)
    {
        var problem = Assert.Single(Problems($$$"""
            steps:
              each:
                map:
                  over: [{ name: a }]
                  steps:
                    first: { task: inspect, with: { package: "${{ item }}" } }
                    second: { task: notify, with: { text: "{{{text}}}" } }
                    third: { task: count }
            """.Replace("task: count }", "task: count, with: {} }", StringComparison.Ordinal)));

        Assert.Equal((id, 7, suggestion), (problem.Id, problem.Line, problem.Suggestion));
    }

    [Theory]
    [InlineData("when: stages.a.output == 1, map: { over: [1], steps: { a: { task: count, with: {} } } }", ProblemIds.UnknownStage)]
    [InlineData("map: { over: \"${{ stages.a.output }}\", steps: { a: { task: count, with: {} }, b: { task: count, with: {} } } }", ProblemIds.UnknownStage)]
    [InlineData("map: [1], task: count, with: { number: \"${{ stages.a.output }}\" }", ProblemIds.UnknownStage)]
    [InlineData("map: { over: [1], steps: { a: { task: count, with: { number: \"${{ stages.a.output }}\" } } } }", ProblemIds.UnknownStage)]
    [InlineData("needs: each, map: { over: [1], steps: { a: { task: count, with: {} }, b: { task: count, with: {} } } }", ProblemIds.NeedsItself)]
    [InlineData("needs: nobody, map: { over: [1], steps: { a: { task: count, with: {} }, b: { task: count, with: {} } } }", ProblemIds.UnknownNeed)]
    [InlineData("map: { over: 5, steps: { a: { task: count, with: {} }, b: { task: count, with: {} } } }", ProblemIds.MapOverNoList)]
    [InlineData("when: \"'x'\", map: { over: [1], steps: { a: { task: count, with: {} }, b: { task: count, with: {} } } }", ProblemIds.ConditionNotBoolean)]
    [InlineData("map: { over: [1], steps: { a: { task: count, with: {} }, b: { task: cuont, with: {} } } }", ProblemIds.UnknownTask)]
    [InlineData("map: { over: [vault.x], steps: { a: { task: count, with: {} }, b: { task: count, with: { number: \"${{ stages.a.output.none }}\" } } } }", ProblemIds.OperandType)]
    [InlineData("map: { over: [true], steps: { a: { task: count }, b: { task: count, with: {} } } }", ProblemIds.TypeMismatch)]
    [InlineData("map: { over: [{}], steps: { a: { task: count }, b: { task: count } } }", ProblemIds.TypeMismatch)]
    public void What_is_wrong_is_said_once(string step, string id) => Assert.Equal([id], Problems($"steps: {{ each: {{ {step} }} }}").Select(problem => problem.Id));

    [Fact]
    public void Other_steps_know_the_step_and_not_its_stages()
    {
        var problems = Problems("""
            steps:
              each: { map: { over: [1], steps: { a: { task: count, with: {} }, b: { task: inspect, with: { package: { name: x } } } } } }
              good: { needs: each, task: notify, with: { text: "${{ steps.each.output[0].path }}" } }
              wrong: { needs: each/a, task: notify, with: { text: x } }
              untyped: { needs: each, task: notify, with: { text: "${{ steps.each.output[0].number }}" } }
            """);

        Assert.Equal([(ProblemIds.UnknownNeed, 4), (ProblemIds.UnknownProperty, 5)], problems.Select(problem => (problem.Id, problem.Line)));
    }

    [Fact]
    public void Steps_with_stages_may_not_need_each_other_in_a_circle() =>
        Assert.Equal([ProblemIds.CyclicNeeds], Problems("""
            steps:
              one: { needs: two, map: { over: [1], steps: { a: { task: count, with: {} }, b: { task: count, with: {} } } } }
              two: { needs: one, map: { over: [1], steps: { a: { task: count, with: {} }, b: { task: count, with: {} } } } }
            """).Select(problem => problem.Id));

    private static ImmutableArray<Problem> Problems(string text) => WorkflowValidator.Validate([WorkflowParser.Parse("a.yaml", text)], SampleTasks.All);
}
