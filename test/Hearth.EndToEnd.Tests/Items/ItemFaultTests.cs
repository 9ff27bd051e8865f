using System.Diagnostics;
using Hearth.EndToEnd.Tests.Support;

namespace Hearth.EndToEnd.Tests.Items;

/// <summary>Whatever one item of 500 does, it is a clear error of that item alone.</summary>
public sealed class ItemFaultTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData("throw", "failed", "HEARTH3001", "it is broken", 1)]
    [InlineData("reject", "failed", "HEARTH3001", "it is rejected", 1)]
    [InlineData("not json", "failed", "HEARTH3005", "", 1)]
    [InlineData("exit", "interrupted", "HEARTH3018", "exited with code 7", 3)]
    [InlineData("fail fast", "interrupted", "HEARTH3018", "the reason", 3)]
    [InlineData("overflow", "interrupted", "HEARTH3018", "stack overflow", 3)]
    [InlineData("other thread", "interrupted", "HEARTH3018", "on another thread", 3)]
    [InlineData("kill", "interrupted", "HEARTH3018", "signal 9", 3)]
    [InlineData("stop", "interrupted", "HEARTH3018", "silent for 2 s", 3)]
    [InlineData("spin", "timed-out", "HEARTH3007", "2 s", 1)]
    [InlineData("deadlock", "timed-out", "HEARTH3007", "2 s", 1)]
    [InlineData("memory", "failed", "HEARTH3001", "memory", 1)]
    [InlineData("native memory", "interrupted", "HEARTH3018", "more than its limit of 256 MiB", 3)]
    public async Task One_item_of_500_fails_with_its_cause_and_the_others_are_done(string how, string status, string id, string said, int attempts)
    {
        var settings = "grace: 500ms\nworkers: 2\nheartbeat-timeout: 2s" + (how.Contains("memory", StringComparison.Ordinal) ? "\nmemory: 256MiB" : "");
        // A worker that is silent is known to be after its heartbeat, not before.
        var options = how is "spin" or "deadlock" ? ["--item-timeout", $"{Limit.TotalSeconds:0}s"] : Array.Empty<string>();
        using var workspace = new ItemWorkspace(settings, how);

        var result = await workspace.MapAsync(options);

        Assert.True(result.ExitCode == 1, result.ToString());
        var step = result.Json.GetProperty("steps")[0];
        Assert.Equal((499, 1), (step.GetProperty("items").GetProperty("done").GetInt32(), step.GetProperty("items").GetProperty("failed").GetInt32()));
        workspace.AssertResults(number => number == ItemWorkspace.Bad ? "failed" : "succeeded");
        var of = step.GetProperty("attempts").EnumerateArray().Where(attempt => attempt.GetProperty("item").GetInt32() == ItemWorkspace.Bad).ToList();
        Assert.Equal(attempts, of.Count);
        Assert.Equal(status, of[^1].GetProperty("status").GetString());
        Assert.Equal(id, of[^1].GetProperty("error").GetProperty("id").GetString());
        Assert.Contains(said, of[^1].GetProperty("error").GetProperty("message").GetString(), StringComparison.OrdinalIgnoreCase);
        // Nothing but the item that was executing began twice.
        Assert.All(workspace.Times, item => Assert.Equal(item.Key == ItemWorkspace.Bad ? attempts : 1, item.Value));
        await workspace.AssertNobodyLeftAsync();
        workspace.AssertNoJournalLeft();
    }

    [Fact]
    public async Task A_fault_costs_no_more_than_three_time_limits()
    {
        using var whole = new ItemWorkspace();
        using var faulty = new ItemWorkspace(how: "deadlock");

        var without = await WallAsync(() => whole.MapAsync("--item-timeout", "2s"));
        var with = await WallAsync(() => faulty.MapAsync("--item-timeout", "2s"));

        Assert.True(with - without < 3 * Limit, $"{with} with the fault, {without} without");
    }

    [Fact]
    public async Task What_a_task_calls_transient_and_a_death_that_does_not_come_again_are_done_after_all()
    {
        using var transient = new ItemWorkspace(how: "transient");
        using var dead = new ItemWorkspace(how: "exit once");

        Assert.Equal(0, (await transient.MapAsync("--retry", "1")).ExitCode);
        // Without any retry: that it died may have been another's fault.
        Assert.Equal(0, (await dead.MapAsync()).ExitCode);

        transient.AssertResults(_ => "succeeded");
        dead.AssertResults(_ => "succeeded");
        Assert.Equal(2, dead.Results[ItemWorkspace.Bad].GetProperty("attempts").GetInt32());
    }

    private static async Task<TimeSpan> WallAsync(Func<Task<CommandResult>> run)
    {
        var clock = Stopwatch.StartNew();
        await run();
        return clock.Elapsed;
    }
}
