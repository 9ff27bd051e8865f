using Hearth.EndToEnd.Tests.Following;
using Hearth.EndToEnd.Tests.Results;

namespace Hearth.EndToEnd.Tests.Pipelines;

/// <summary>Stages of a run that follows its definition.</summary>
public sealed class PipelineFollowingTests
{
    private const string Steps = """
          before: { task: act, with: { name: before, gate: go } }
          each:
            needs: before
            map:
              over: [a, b]
              steps:
                first: { task: act, with: { name: "first-${{ item }}" } }
                second: { task: act, with: { name: "second-${{ item }}", gate: "go-${{ item }}" } }
        """;

    [Fact]
    public async Task Before_the_step_begins_its_stages_come_and_go()
    {
        using var run = new FollowedRun(Steps);
        run.Start();
        await run.RanAsync("before");
        run.Define("""
              before: { task: act, with: { name: before, gate: go } }
              each:
                needs: before
                map:
                  over: [a, b]
                  steps:
                    zeroth: { task: act, with: { name: "zeroth-${{ item }}" } }
                    second: { task: act, with: { name: "then-${{ stages.zeroth.output.name }}" } }
            """);
        run.Open("go");
        var ended = await run.EndAsync();

        Assert.Equal("before:succeeded each/zeroth:succeeded each/second:succeeded each/first:skipped", FollowedRun.Steps(ended));
        Assert.Equal(["+each/zeroth -each/first ~each/second"], FollowedRun.Changes(ended));
        Assert.Equal(["before", "then-zeroth-a", "then-zeroth-b", "zeroth-a", "zeroth-b"], run.Ran.Order());
    }

    [Fact]
    public async Task While_the_step_runs_a_stage_may_change_and_another_be_added_at_the_end()
    {
        // One at a time, so that another begins after the edit, which is when it is looked for.
        var steps = Steps.Replace("over: [a, b]", "concurrency: 1\n      over: [a, b]", StringComparison.Ordinal);
        using var run = new FollowedRun(steps);
        run.Start();
        run.Open("go");
        await run.RanAsync("second-a");
        await run.ShowsAsync(shown => shown.Step("each/first").GetProperty("status").GetString() == "succeeded", "the first stage ended");
        run.Define(steps.Replace("\"second-${{ item }}\"", "\"changed-${{ item }}\"", StringComparison.Ordinal) + "\n        third: { task: act, with: { name: \"third-${{ stages.second.output.name }}\" } }");
        // Items that begin within a tenth of a second of a look at the definition share it.
        await Task.Delay(TimeSpan.FromMilliseconds(300));
        run.Open("go-a");
        await run.RanAsync("third-second-a");
        await run.RanAsync("changed-b");
        run.Open("go-b");
        var ended = await run.EndAsync();

        Assert.Equal("before:succeeded each/first:succeeded each/second:succeeded each/third:succeeded", FollowedRun.Steps(ended));
        Assert.Equal(["+each/third ~each/second"], FollowedRun.Changes(ended));
        Assert.Equal(["before", "changed-b", "first-a", "first-b", "second-a", "third-changed-b", "third-second-a"], run.Ran.Order());
    }

    [Theory]
    [InlineData("        first: { task: act, with: { name: \"first-${{ item }}\" } }\n", "", "second")]
    [InlineData("        second:", "        middle: { task: act, with: { name: middle } }\n        second:", "first, middle, second")]
    [InlineData("second:", "renamed:", "first, renamed")]
    public async Task While_the_step_runs_its_stages_stay(string was, string becomes, string now)
    {
        using var run = new FollowedRun(Steps);
        run.Start();
        run.Open("go");
        await run.RanAsync("second-a");
        run.Define(Steps.Replace(was, becomes, StringComparison.Ordinal));
        run.Open("go-a");
        await run.ShowsAsync(shown => FollowedRun.Warnings(shown).Any() || shown.Step("each/second").GetProperty("items").GetProperty("done").GetInt32() == 1, "the definition is refused, or looked at next");
        run.Open("go-b");
        var ended = await run.EndAsync();

        Assert.Equal("before:succeeded each/first:succeeded each/second:succeeded", FollowedRun.Steps(ended));
        Assert.Equal(["HEARTH4115"], FollowedRun.Warnings(ended));
        var said = ended.GetProperty("warnings")[0].GetProperty("message").GetString();
        Assert.Contains($"step 'each' have begun to go through the stages first, second, and it has {now} now", said, StringComparison.Ordinal);
    }
}
