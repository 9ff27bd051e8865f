using Hearth.EndToEnd.Tests.Results;
using Hearth.EndToEnd.Tests.Support;

namespace Hearth.EndToEnd.Tests.Pipelines;

/// <summary>Results of stages are kept as those of steps are.</summary>
public sealed class PipelineCacheTests
{
    private const string Workflow = """
        inputs: { tail: { type: string, default: "" } }
        steps:
          each:
            map:
              over: [a, b, c]
              steps:
                first: { task: act, cache: true, with: { name: "first-${{ item }}" } }
                second: { task: act, cache: true, with: { name: "second-${{ stages.first.output.name }}${{ inputs.tail }}" } }
          after: { needs: each, task: act, cache: true, with: { name: "after-${{ length(steps.each.output) }}" } }
        outputs: { all: "${{ steps.each.output }}" }
        """;

    [Fact]
    public async Task Each_stage_is_reused_by_itself()
    {
        using var workspace = new TestWorkspace("workers: 2");
        workspace.Write("workflows/flow.yaml", Workflow);
        var first = await workspace.JsonAsync("run", "flow");
        var planned = await workspace.JsonAsync("run", "flow", "--plan");
        var again = await workspace.JsonAsync("run", "flow");

        Assert.Equal("each/first:reuse each/second:reuse after:reuse", Plan(planned));
        Assert.Equal(7, workspace.Ran.Count);
        Assert.All(again.GetProperty("steps").EnumerateArray(), step => Assert.True(step.GetProperty("reused").GetBoolean()));
        Assert.Equal(first.GetProperty("outputs").GetRawText(), again.GetProperty("outputs").GetRawText());

        Assert.Equal("each/first:reuse each/second:compute after:unknown", Plan(await workspace.JsonAsync("run", "flow", "tail=x", "--plan")));
        var changed = await workspace.JsonAsync("run", "flow", "tail=x");
        Assert.Equal(["second-first-ax", "second-first-bx", "second-first-cx"], workspace.Ran.Skip(7).Select(ran => ran.Name).Order());
        Assert.True(changed.Step("each/first").GetProperty("reused").GetBoolean());
        Assert.Contains("inputs.tail", (await workspace.RunAsync("why", "latest/each/second")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_to_be_fresh_may_be_one_stage_or_all()
    {
        using var workspace = new TestWorkspace("workers: 2");
        workspace.Write("workflows/flow.yaml", Workflow);
        await workspace.JsonAsync("run", "flow");
        await workspace.JsonAsync("run", "flow", "--fresh", "each/second");
        Assert.Equal(["second-first-a", "second-first-b", "second-first-c"], workspace.Ran.Skip(7).Select(ran => ran.Name).Order());
        await workspace.JsonAsync("run", "flow", "--fresh", "each");
        Assert.Equal(7 + 3 + 6, workspace.Ran.Count);
        var unknown = await workspace.RunAsync("run", "flow", "--fresh", "each/secnd");
        Assert.Contains("Did you mean 'each/second'?", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thousand_items_are_taken_over_together_stage_by_stage()
    {
        using var workspace = new TestWorkspace("workers: 2");
        workspace.Write("tasks/Add.cs", "public sealed class Add : Hearth.ITask<Add.Input, long> { public sealed record Input(long Left, long Right); public Task<long> RunAsync(Input input, Hearth.TaskContext context) => Task.FromResult(input.Left + input.Right); }");
        workspace.Write("workflows/flow.yaml", $$$"""
            steps:
              each:
                map:
                  over: [{{{string.Join(", ", Enumerable.Range(0, 1300))}}}]
                  steps:
                    twice: { task: add, cache: true, with: { left: "${{ item }}", right: "${{ item }}" } }
                    thrice: { task: add, cache: true, with: { left: "${{ stages.twice.output }}", right: "${{ item }}" } }
            outputs: { all: "${{ steps.each.output }}" }
            """);
        var first = await workspace.JsonAsync("run", "flow");
        var again = await workspace.JsonAsync("run", "flow");

        Assert.Equal(Enumerable.Range(0, 1300).Select(number => 3L * number), first.GetProperty("outputs").GetProperty("all").EnumerateArray().Select(number => number.GetInt64()));
        Assert.Equal(first.GetProperty("outputs").GetRawText(), again.GetProperty("outputs").GetRawText());
        Assert.All(again.GetProperty("steps").EnumerateArray(), step => Assert.Equal(1300, step.GetProperty("items").GetProperty("reused").GetInt32()));
    }

    private static string Plan(System.Text.Json.JsonElement plan) =>
        string.Join(' ', plan.GetProperty("steps").EnumerateArray().Select(step => $"{step.GetProperty("name").GetString()}:{step.GetProperty("verdict").GetString()}"));
}
