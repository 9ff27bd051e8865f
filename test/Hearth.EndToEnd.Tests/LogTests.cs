using Hearth.EndToEnd.Tests.Support;

namespace Hearth.EndToEnd.Tests;

/// <summary>What tasks say is found again.</summary>
public sealed class LogTests
{
    [Fact]
    public async Task A_step_log_holds_what_the_task_logs_prints_and_what_its_child_prints()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("workflows/log.yaml", "steps:\n  one: { task: act, with: { how: log } }\n  many: { task: act, map: [1, 2], with: { how: log } }\n");
        Assert.Equal(0, (await workspace.RunAsync("run", "log")).ExitCode);

        var one = await workspace.RunAsync("logs", "latest", "one");

        Assert.Contains("info  logged", one.Output, StringComparison.Ordinal);
        Assert.Contains("info  printed", one.Output, StringComparison.Ordinal);
        Assert.Contains("from a child", one.Output, StringComparison.Ordinal);
        Assert.Equal(3, one.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        var many = await workspace.JsonAsync("logs", "latest", "many", "--item", "1");
        Assert.Equal(1, many.GetProperty("logs").EnumerateArray().Single().GetProperty("item").GetInt32());
        Assert.Equal(2, (await workspace.RunAsync("logs", "latest", "won")).ExitCode);
    }
}
