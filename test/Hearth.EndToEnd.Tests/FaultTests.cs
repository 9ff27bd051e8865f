using System.Text.Json;
using Hearth.EndToEnd.Tests.Support;

namespace Hearth.EndToEnd.Tests;

/// <summary>Whatever a task does, it is a clear error on that step alone.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData("throw", "failed", "HEARTH3001", "deeper")]
    [InlineData("null", "failed", "HEARTH3002", "returned null")]
    [InlineData("nulls", "failed", "HEARTH3004", "$.name")]
    [InlineData("exit", "interrupted", "HEARTH3006", "exited with code 7")]
    [InlineData("fail fast", "interrupted", "HEARTH3006", "the reason")]
    [InlineData("overflow", "interrupted", "HEARTH3006", "stack overflow")]
    [InlineData("other thread", "interrupted", "HEARTH3006", "on another thread")]
    [InlineData("kill", "interrupted", "HEARTH3006", "signal 9")]
    [InlineData("spin", "timed-out", "HEARTH3007", "2 s")]
    [InlineData("print", "failed", "HEARTH3008", "log-limit")]
    [InlineData("outside", "failed", "HEARTH3009", "../outside.txt")]
    public async Task A_fault_fails_its_own_step_with_its_cause(string how, string status, string id, string said)
    {
        using var workspace = new TestWorkspace("grace: 300ms\nlog-limit: 1MiB");
        workspace.Write("workflows/fault.yaml", $$$"""
            steps:
              bad: { task: act, timeout: 2s, with: { how: "{{{how}}}", name: bad } }
              good: { task: act, with: { name: good } }
              after: { needs: bad, task: act }
            """.Replace("timeout: 2s, ", how == "spin" ? "timeout: 2s, " : "timeout: 60s, ", StringComparison.Ordinal));

        var result = await workspace.RunAsync("run", "fault", "--json");

        Assert.True(result.ExitCode == 1, result.ToString());
        var steps = Steps(result.Json);
        Assert.Equal("failed", steps["bad"].GetProperty("status").GetString());
        Assert.Equal("succeeded", steps["good"].GetProperty("status").GetString());
        Assert.Equal("skipped", steps["after"].GetProperty("status").GetString());
        var attempt = steps["bad"].GetProperty("attempts").EnumerateArray().Single();
        Assert.Equal(status, attempt.GetProperty("status").GetString());
        Assert.Equal(id, attempt.GetProperty("error").GetProperty("id").GetString());
        Assert.Contains(said, attempt.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.All(workspace.Ran, ran => Assert.False(Processes.IsAlive(ran.Process)));
        Assert.False(File.Exists(Path.Combine(Path.GetDirectoryName(workspace.Root)!, "outside.txt")));
    }

    [Fact]
    public async Task An_exception_is_shown_with_the_tasks_own_lines()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("workflows/fault.yaml", "steps:\n  bad: { task: act, with: { how: throw } }\n");

        var result = await workspace.RunAsync("run", "fault");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("InvalidOperationException: deeper", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"at Act\.Deeper \(tasks/Act\.cs:\d+\)", result.Output);
        Assert.Contains("throw new InvalidOperationException(\"deeper\"", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"at Act\.RunAsync \(tasks/Act\.cs:\d+\)", result.Output);
        Assert.Contains("ArgumentException: the cause", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Hearth.Workers", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("throw once")]
    [InlineData("die once")]
    public async Task A_retry_repeats_what_failed_and_what_was_interrupted(string how)
    {
        using var workspace = new TestWorkspace();
        workspace.Write("workflows/again.yaml", $"steps:\n  bad: {{ task: act, retry: {{ times: 2, delay: 10ms }}, with: {{ how: {how}, name: bad }} }}\n");

        var run = await workspace.JsonAsync("run", "again");

        Assert.Equal("succeeded", run.GetProperty("status").GetString());
        Assert.Equal([1, 2], workspace.Ran.Select(ran => ran.Attempt));
        Assert.Equal(2, Steps(run)["bad"].GetProperty("attempts").GetArrayLength());
    }

    [Fact]
    public async Task Want_of_memory_is_told_as_such_and_the_rest_goes_on()
    {
        // The runtime's own limit, so that the test does not take the machine's memory.
        using var workspace = new TestWorkspace("environment: { DOTNET_GCHeapHardLimit: \"0x6000000\" }");
        workspace.Write("workflows/memory.yaml", "steps:\n  bad: { task: act, with: { how: memory } }\n  good: { task: act, map: [1, 2, 3] , with: { name: good } }\n");

        var result = await workspace.RunAsync("run", "memory", "--json");

        Assert.Equal(1, result.ExitCode);
        var steps = Steps(result.Json);
        Assert.Equal("succeeded", steps["good"].GetProperty("status").GetString());
        Assert.Matches("(?i)out ?of ?memory", steps["bad"].GetProperty("attempts")[0].GetProperty("error").GetRawText());
    }

    [Fact]
    public async Task One_bad_item_does_not_stop_the_others()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("workflows/items.yaml", """
            steps:
              all:
                task: act
                map: [ok, throw, ok, exit, ok]
                with: { how: "${{ item }}", name: all }
            """);

        var result = await workspace.RunAsync("run", "items", "--json");

        Assert.Equal(1, result.ExitCode);
        var items = Steps(result.Json)["all"].GetProperty("items");
        Assert.Equal((5, 3, 2), (items.GetProperty("total").GetInt32(), items.GetProperty("done").GetInt32(), items.GetProperty("failed").GetInt32()));
    }

    private static Dictionary<string, JsonElement> Steps(JsonElement run) =>
        run.GetProperty("steps").EnumerateArray().ToDictionary(step => step.GetProperty("name").GetString()!);
}
