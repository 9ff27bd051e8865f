using System.Text.Json;
using Hearth.EndToEnd.Tests.Following;
using Hearth.EndToEnd.Tests.Results;
using Hearth.EndToEnd.Tests.Support;

namespace Hearth.EndToEnd.Tests.Pipelines;

/// <summary>A step with stages: each item goes through them by itself.</summary>
public sealed class PipelineTests
{
    private const string Stages = """
        steps:
          each:
            map:
              over: [a, b, c]
              steps:
                first: { task: act, with: { name: "first-${{ item }}", gate: "open-${{ item }}" } }
                second: { task: act, with: { name: "second-${{ item }}", how: "${{ stages.first.output.words[0] }}" } }
                third: { task: act, with: { name: "third-${{ index }}-of-${{ stages.first.output.name }}-${{ stages.second.output.name }}" } }
          after: { needs: each, task: act, with: { name: "after-${{ length(steps.each.output) }}-${{ steps.each.status }}" } }
        outputs:
          all: ${{ steps.each.output }}
        """;

    [Fact]
    public async Task An_item_goes_on_while_others_wait()
    {
        using var workspace = new TestWorkspace("workers: 2");
        workspace.Write("workflows/flow.yaml", Stages);
        workspace.Write("open-b", "");
        workspace.Write("open-c", "");
        using var command = workspace.Start("run", "flow", "--json");
        await Eventually.TrueAsync(() => workspace.Ran.Count(ran => ran.Name.StartsWith("third-", StringComparison.Ordinal)) == 2, "two items are in the last stage while one is in the first");
        workspace.Write("open-a", "");
        var run = (await command.WaitAsync()).Json;

        Assert.Equal("each/first:succeeded each/second:succeeded each/third:succeeded after:succeeded", FollowedRun.Steps(run));
        Assert.Equal(["third-0-of-first-a-second-a", "third-1-of-first-b-second-b", "third-2-of-first-c-second-c"], Names(run));
        Assert.Equal("after-3-succeeded", workspace.Ran[^1].Name);
        Assert.Equal(10, workspace.Ran.Count);
        Assert.Equal("""{"total":3,"done":3,"failed":0,"reused":0,"dropped":0}""", run.Step("each/second").GetProperty("items").GetRawText());
        Assert.False(run.Step("each/first").GetProperty("items").TryGetProperty("dropped", out _));
    }

    [Fact]
    public async Task An_item_that_fails_is_stopped_alone_and_a_retry_goes_on_from_its_stage()
    {
        using var workspace = new TestWorkspace("workers: 2");
        // Only the first attempt of the second item fails.
        workspace.Write("workflows/flow.yaml", Stages.Replace("\"${{ stages.first.output.words[0] }}\"", "\"${{ replace(replace(replace(item, 'a', 'ok'), 'c', 'ok'), 'b', 'throw once') }}\"", StringComparison.Ordinal));
        foreach (var item in "abc")
            workspace.Write($"open-{item}", "");

        var run = await workspace.JsonAsync("run", "flow");

        Assert.Equal("each/first:succeeded each/second:failed each/third:failed after:skipped", FollowedRun.Steps(run));
        Assert.Equal("1 of 3 items did not get through each/second", run.Reason("each/third"));
        Assert.Equal("""{"total":3,"done":2,"failed":0,"reused":0,"dropped":1}""", run.Step("each/third").GetProperty("items").GetRawText());
        Assert.Equal(1, run.Step("each/second").GetProperty("attempts")[0].GetProperty("item").GetInt32());
        Assert.Equal(3 + 3 + 2, workspace.Ran.Count);

        var retried = await workspace.JsonAsync("retry", "latest");

        Assert.Equal("each/first:succeeded each/second:succeeded each/third:succeeded after:succeeded", FollowedRun.Steps(retried));
        Assert.Equal(["second-b", "third-1-of-first-b-second-b", "after-3-succeeded"], workspace.Ran.Skip(8).Select(ran => ran.Name));
        Assert.Equal(3, Names(retried).Count());

        await workspace.JsonAsync("retry", "latest", "--from", "each/third");
        Assert.Equal(["after-3-succeeded", "third-0-of-first-a-second-a", "third-1-of-first-b-second-b", "third-2-of-first-c-second-c"], workspace.Ran.Skip(11).Select(ran => ran.Name).Order(StringComparer.Ordinal));
        await workspace.JsonAsync("retry", "latest", "--from", "each");
        Assert.Equal(15 + 10, workspace.Ran.Count);
        var unknown = await workspace.RunAsync("retry", "latest", "--from", "each/thrid");
        Assert.Contains("Did you mean 'each/third'?", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_may_fail_gives_null_for_the_items_that_did_not_get_through()
    {
        using var workspace = new TestWorkspace("workers: 2");
        workspace.Write("workflows/flow.yaml", """
            steps:
              each:
                continue-on-error: true
                map:
                  over: [ok, throw, ok]
                  steps:
                    first: { task: act, with: { name: "first-${{ index }}", how: "${{ item }}" } }
                    second: { task: act, with: { name: "second-${{ index }}" } }
              after: { needs: each, task: act, with: { name: "after-${{ steps.each.status }}" } }
              unlisted:
                continue-on-error: true
                map:
                  over: ${{ fromJson('{}') }}
                  steps: { first: { task: act, with: {} }, second: { task: act, with: {} } }
              last: { needs: unlisted, task: act, with: { name: "last-${{ steps.unlisted.status }}" } }
              never:
                when: false
                map: { over: [1], steps: { first: { task: act, with: {} }, second: { task: act, with: {} } } }
            outputs: { all: "${{ steps.each.output }}", unlisted: "${{ steps.unlisted.output }}", never: "${{ steps.never.status }}" }
            """);

        var run = await workspace.JsonAsync("run", "flow");

        Assert.Equal("each/first:failed each/second:failed after:succeeded unlisted/first:failed unlisted/second:failed last:succeeded never/first:skipped never/second:skipped", FollowedRun.Steps(run));
        Assert.Equal(["second-0", null, "second-2"], Names(run));
        Assert.Equal("unlisted/first could not begin", run.Reason("unlisted/second"));
        Assert.Equal("""null "skipped" """.Trim(), $"{run.GetProperty("outputs").GetProperty("unlisted").GetRawText()} {run.GetProperty("outputs").GetProperty("never").GetRawText()}");
        Assert.Equal(["after-failed", "last-failed"], workspace.Ran.Select(ran => ran.Name).Where(name => name.Contains("failed", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public async Task After_a_kill_stages_that_ended_are_not_repeated()
    {
        using var workspace = new TestWorkspace("workers: 3");
        workspace.Write("workflows/flow.yaml", Stages);
        workspace.Write("open-a", "");
        using (var host = workspace.Start("run", "flow"))
        {
            await Eventually.TrueAsync(() => workspace.Ran.Count == 5, "one item is done, two execute in the first stage");
            // What is done is in the log a moment after the next begins at the latest.
            await Eventually.TrueAsync(async () => (await workspace.JsonAsync("show", "latest")).Step("each/third").GetProperty("items").GetProperty("done").GetInt32() == 1, "the last stage of one is noted");
            host.Kill();
            await host.WaitAsync();
        }

        // Otherwise they might finish what they execute in their last moment, write it down, and it would not be done again.
        await Eventually.TrueAsync(() => workspace.Ran.All(ran => !Processes.IsAlive(ran.Process)), "the workers end with their host");
        workspace.Write("open-b", "");
        workspace.Write("open-c", "");
        var run = await workspace.JsonAsync("resume", "latest");

        Assert.Equal("succeeded", run.GetProperty("status").GetString());
        Assert.Equal(["third-0-of-first-a-second-a", "third-1-of-first-b-second-b", "third-2-of-first-c-second-c"], Names(run));
        Assert.Equal(["first-b", "first-c"], workspace.Ran.GroupBy(ran => ran.Name).Where(ran => ran.Count() > 1).Select(ran => ran.Key).Order());
    }

    [Fact]
    public async Task Files_and_explanations_are_those_of_a_stage()
    {
        using var workspace = new TestWorkspace("workers: 2");
        workspace.Write("workflows/flow.yaml", """
            steps:
              each:
                isolation: step
                map:
                  over: [1, 2]
                  steps:
                    first: { task: act, with: { name: "first-${{ item }}", how: log } }
                    second: { task: act, with: { name: "second-${{ item }}", how: log } }
            """);

        var run = await workspace.JsonAsync("run", "flow");

        var folder = Path.Combine(run.GetProperty("directory").GetString()!, "items");
        Assert.Equal(["each.first", "each.second"], Directory.GetDirectories(folder).Select(Path.GetFileName).Order());
        Assert.Equal(["each/first", "each/first", "each/second", "each/second"], Logs(await workspace.JsonAsync("logs", "latest", "each")));
        Assert.Equal(["each/second"], Logs(await workspace.JsonAsync("logs", "latest", "each/second", "--item", "1")));
        Assert.Single(workspace.Ran.Select(ran => ran.Process).Distinct().Intersect(workspace.Ran.Where(ran => ran.Name == "second-1").Select(ran => ran.Process)));

        var why = await workspace.JsonAsync("why", "latest/each");
        Assert.Equal(["each/first", "each/second"], why.GetProperty("steps").EnumerateArray().Select(step => string.Join('/', step.GetProperty("subject").GetString()!.Split('/').Skip(1))));
        Assert.EndsWith("/each/second/1", (await workspace.JsonAsync("why", "latest/each/second/1")).GetProperty("subject").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, (await workspace.JsonAsync("why", "latest/each/1")).GetProperty("steps").GetArrayLength());
        Assert.Contains("has no item '7'", (await workspace.RunAsync("why", "latest/each/second/7")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thousands_of_items_go_through_in_batches()
    {
        using var workspace = new TestWorkspace("workers: 2");
        workspace.Write("tasks/Add.cs", "public sealed class Add : Hearth.ITask<Add.Input, long> { public sealed record Input(long Left, long Right); public Task<long> RunAsync(Input input, Hearth.TaskContext context) => Task.FromResult(input.Left + input.Right); }");
        workspace.Write("workflows/flow.yaml", """
            inputs: { numbers: { type: list, items: integer } }
            steps:
              each:
                map:
                  over: ${{ inputs.numbers }}
                  steps:
                    twice: { task: add, with: { left: "${{ item }}", right: "${{ item }}" } }
                    thrice: { task: add, with: { left: "${{ stages.twice.output }}", right: "${{ item }}" } }
                    four: { task: add, with: { left: "${{ stages.twice.output }}", right: "${{ stages.twice.output }}" } }
            outputs: { all: "${{ steps.each.output }}" }
            """);
        workspace.Write("inputs.json", JsonSerializer.Serialize(new Dictionary<string, int[]> { ["numbers"] = [.. Enumerable.Range(0, 3000)] }));

        var run = await workspace.JsonAsync("run", "flow", "--input", "inputs.json");

        Assert.Equal(Enumerable.Range(0, 3000).Select(number => 4L * number), run.GetProperty("outputs").GetProperty("all").EnumerateArray().Select(number => number.GetInt64()));
    }

    [Theory]
    [InlineData("input")]
    [InlineData("completion")]
    public async Task The_file_of_results_has_a_line_for_each_item_also_for_one_that_got_lost_on_its_way(string order)
    {
        using var workspace = new TestWorkspace("workers: 2");
        workspace.Write("workflows/flow.yaml", $$$"""
            steps:
              each:
                map:
                  over: [ok, throw once, ok]
                  out: results.jsonl
                  order: {{{order}}}
                  steps:
                    first: { task: act, with: { how: "${{ item }}" } }
                    second: { task: act, with: { name: "second-${{ index }}" } }
            """);
        await workspace.JsonAsync("run", "flow");
        Assert.Equal(["0 succeeded ", "1 failed first", "2 succeeded "], Lines(workspace));
        await workspace.JsonAsync("retry", "latest");
        Assert.Equal(["0 succeeded ", "1 succeeded ", "2 succeeded "], Lines(workspace));
    }

    private static IEnumerable<string> Lines(TestWorkspace workspace) => File.ReadLines(workspace.PathOf("results.jsonl")).Select(line => JsonElement.Parse(line))
        .Select(line => $"{line.GetProperty("index").GetInt32()} {line.GetProperty("status").GetString()} {(line.TryGetProperty("stage", out var stage) ? stage.GetString() : "")}").Order();

    private static IEnumerable<string?> Names(JsonElement run) =>
        run.GetProperty("outputs").GetProperty("all").EnumerateArray().Select(output => output.ValueKind == JsonValueKind.Null ? null : output.GetProperty("name").GetString());

    private static IEnumerable<string?> Logs(JsonElement logs) => logs.GetProperty("logs").EnumerateArray().Select(log => log.GetProperty("step").GetString());
}
