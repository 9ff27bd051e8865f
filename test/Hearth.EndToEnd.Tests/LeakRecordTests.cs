using System.Text.Json;
using Hearth.EndToEnd.Tests.Support;

namespace Hearth.EndToEnd.Tests;

/// <summary>Code that does not go: the record of the runs that executed it says so, and the doctor.</summary>
public sealed class LeakRecordTests
{
    private const int Most = 50;

    [Theory]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += (_, _) => GC.KeepAlive(context);", "AppDomain.ProcessExit")]
    [InlineData("s_timer = new Timer(Tick, null, 600_000, 600_000);", "timer")]
    [InlineData("new Thread(() => { while (true) Thread.Sleep(50); }) { IsBackground = true }.Start();", "thread")]
    public async Task A_task_that_leaks_is_named_with_its_file_and_the_cause(string leak, string cause)
    {
        using var workspace = new TestWorkspace("workers: 1");
        workspace.Write("workflows/leak.yaml", "steps:\n  one: { task: leaky }\noutputs: { one: \"${{ steps.one.output }}\" }\n");
        using var host = await workspace.ServeAsync();
        for (var version = 1; version <= 3; version++)
        {
            Write(workspace, leak, version);
            Assert.Equal(version, (await workspace.JsonAsync("run", "leak")).GetProperty("outputs").GetProperty("one").GetInt32());
        }

        var first = (await workspace.JsonAsync("runs")).GetProperty("runs").EnumerateArray().Last().GetProperty("run").GetString()!;
        JsonElement shown = default;
        await Eventually.TrueAsync(() => (shown = workspace.JsonAsync("show", first).GetAwaiter().GetResult()).TryGetProperty("warnings", out _), "the run's record has the leak");

        var warning = shown.GetProperty("warnings").EnumerateArray().First(entry => entry.GetProperty("id").GetString() == "HEARTH3016").GetProperty("message").GetString()!;
        Assert.Contains("tasks/Leaky.cs", warning, StringComparison.Ordinal);
        Assert.Contains(cause, warning, StringComparison.Ordinal);
        Assert.Contains("HEARTH3016", (await workspace.RunAsync("show", first)).Output, StringComparison.Ordinal);
        var doctor = await workspace.RunAsync("doctor", "--json");
        Assert.Equal(1, doctor.ExitCode);
        var finding = doctor.Json.GetProperty("findings").EnumerateArray().Single(entry => entry.GetProperty("id").GetString() == "HEARTH3016");
        Assert.Equal("tasks/Leaky.cs", finding.GetProperty("subject").GetString());
        Assert.Contains(cause, finding.GetProperty("message").GetString(), StringComparison.Ordinal);

        var repaired = await workspace.RunAsync("doctor", "--repair", "--json");

        Assert.True(repaired.ExitCode == 0, repaired.ToString());
        Assert.Equal(0, (await workspace.RunAsync("doctor")).ExitCode);
        await workspace.StopAsync(host);
    }

    [Fact]
    public async Task A_worker_is_replaced_before_it_holds_too_many_old_versions_and_the_runs_say_so()
    {
        using var workspace = new TestWorkspace("workers: 1");
        workspace.Write("workflows/leak.yaml", "steps:\n  one: { task: leaky }\n");
        using var host = await workspace.ServeAsync();
        var processes = new List<string>();
        for (var version = 1; version <= Most + 10; version++)
        {
            Write(workspace, "AppDomain.CurrentDomain.ProcessExit += (_, _) => GC.KeepAlive(context);", version);
            using var run = workspace.Start("run", "leak", "--quiet");
            Assert.Equal(0, (await run.WaitAsync()).ExitCode);
            processes.Add(await File.ReadAllTextAsync(workspace.PathOf("process")));
        }

        Assert.All(processes.GroupBy(process => process), group => Assert.InRange(group.Count(), 1, Most));
        Assert.True(processes.Distinct().Count() > 1);
        var first = (await workspace.JsonAsync("runs", "-n", "1000")).GetProperty("runs").EnumerateArray().Last().GetProperty("run").GetString()!;
        await Eventually.TrueAsync(() => workspace.RunAsync("show", first).GetAwaiter().GetResult().Output.Contains("HEARTH3017", StringComparison.Ordinal), "the replacement is recorded");
        await workspace.StopAsync(host);
    }

    private static void Write(TestWorkspace workspace, string leak, int version) => workspace.Write("tasks/Leaky.cs", $$"""
        using Hearth;

        public sealed class Leaky : ITask<Leaky.Input, int>
        {
            public sealed record Input;

            private static Timer? s_timer;

            private static void Tick(object? state) => GC.KeepAlive(s_timer);

            public Task<int> RunAsync(Input input, TaskContext context)
            {
                {{leak}}
                File.WriteAllText(Path.Combine(context.Files.Workspace, "process"), Environment.ProcessId.ToString());
                return Task.FromResult({{version}});
            }
        }
        """);
}
