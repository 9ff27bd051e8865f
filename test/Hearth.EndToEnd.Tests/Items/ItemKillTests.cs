using System.Diagnostics;
using System.Globalization;
using Hearth.EndToEnd.Tests.Support;

namespace Hearth.EndToEnd.Tests.Items;

/// <summary>Whoever is killed in the middle of 500 items: each has one result, and only what was executing was done twice.</summary>
public sealed class ItemKillTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Killed_workers_cost_only_what_they_were_executing(bool all)
    {
        using var workspace = new ItemWorkspace(delay: 4);
        using var command = workspace.StartMap();
        await Eventually.TrueAsync(() => workspace.Times.Count > 100 && workspace.Workers.Count == 2, "100 items have begun, on both workers");
        var killed = workspace.Workers.Take(all ? 2 : 1).ToList();
        foreach (var worker in killed)
            Kill(worker);
        var result = await command.WaitAsync();

        Assert.True(result.ExitCode == 0, result.ToString());
        workspace.AssertResults(_ => "succeeded");
        Assert.True(workspace.Times.Values.Count(times => times > 1) <= killed.Count, "only what was executing ran twice");
        Assert.All(workspace.Times.Values, times => Assert.InRange(times, 1, 2));
        await workspace.AssertNobodyLeftAsync();
    }

    [Fact]
    public async Task A_killed_host_is_taken_up_again_and_each_item_has_one_result()
    {
        using var workspace = new ItemWorkspace(delay: 4);
        using (var command = workspace.StartMap())
        {
            await Eventually.TrueAsync(() => workspace.Times.Count > 200, "200 items have begun");
            command.Kill();
            await command.WaitAsync();
        }

        await workspace.AssertNobodyLeftAsync();
        var run = await workspace.Workspace.JsonAsync("resume", "latest");

        Assert.Equal("succeeded", run.GetProperty("status").GetString());
        workspace.AssertResults(_ => "succeeded");
        // One on each worker: what had ended and was not recorded yet stands in the journals.
        Assert.InRange(workspace.Times.Values.Count(times => times > 1), 0, 2);
        Assert.All(workspace.Times.Values, times => Assert.InRange(times, 1, 2));
        workspace.AssertNoJournalLeft();
    }

    [Fact]
    public async Task Ctrl_C_finishes_what_executes_and_resume_does_the_rest()
    {
        using var workspace = new ItemWorkspace(delay: 4);
        int done;
        using (var command = workspace.StartMap())
        {
            await Eventually.TrueAsync(() => workspace.Times.Count > 200, "200 items have begun");
            command.Signal("INT");
            var result = await command.WaitAsync();

            Assert.True(result.ExitCode == 3, result.ToString());
            Assert.Equal("interrupted", result.Json.GetProperty("status").GetString());
            done = result.Json.GetProperty("steps")[0].GetProperty("items").GetProperty("done").GetInt32();
            // What executed was finished: everything that began is done, and has its line.
            Assert.Equal(workspace.Times.Count, done);
            Assert.True(done < ItemWorkspace.Count);
        }

        await workspace.AssertNobodyLeftAsync();
        var run = await workspace.Workspace.JsonAsync("resume", "latest");

        Assert.Equal("succeeded", run.GetProperty("status").GetString());
        workspace.AssertResults(_ => "succeeded");
        Assert.All(workspace.Times.Values, times => Assert.Equal(1, times));
    }

    [Fact]
    public async Task A_second_Ctrl_C_ends_it_at_once_and_keeps_what_was_finished()
    {
        using var workspace = new ItemWorkspace(how: "block once");
        using (var command = workspace.StartMap())
        {
            await Eventually.TrueAsync(() => workspace.Times.ContainsKey(ItemWorkspace.Bad), "the item that blocks has begun");
            command.Signal("INT");
            await command.SaysAsync("may finish");
            command.Signal("INT");
            var result = await command.WaitAsync();

            Assert.True(result.ExitCode == 3, result.ToString());
        }

        await workspace.AssertNobodyLeftAsync();
        var run = await workspace.Workspace.JsonAsync("resume", "latest");

        Assert.Equal("succeeded", run.GetProperty("status").GetString());
        workspace.AssertResults(_ => "succeeded");
        Assert.All(workspace.Times, item => Assert.Equal(item.Key == ItemWorkspace.Bad ? 2 : 1, item.Value));
        workspace.AssertNoJournalLeft();
    }

    private static void Kill(int process)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", ["-9", process.ToString(CultureInfo.InvariantCulture)]) { UseShellExecute = false, RedirectStandardError = true })!;
        kill.WaitForExit();
    }
}
