using System.Text.Json;
using Hearth.EndToEnd.Tests.Support;

namespace Hearth.EndToEnd.Tests.Modes;

/// <summary>When a host takes up what changed.</summary>
public sealed class ModeTests
{
    private const string BeforeAndAfter = """
        steps:
          before: { task: subject }
          hold: { needs: before, task: act, with: { name: hold, gate: go } }
          after: { needs: hold, task: subject }
        outputs: { before: "${{ steps.before.output }}", after: "${{ steps.after.output }}" }
        """;

    [Theory]
    [InlineData("mode: development", null, null, "new")]
    [InlineData("mode: production", null, null, "old")]
    [InlineData("mode: production", "development", null, "new")]
    [InlineData("mode: production", "production", "development", "new")]
    [InlineData("mode: development", null, "production", "old")]
    public async Task In_production_a_run_is_of_the_moment_at_which_it_began(string setting, string? variable, string? option, string after)
    {
        using var workspace = new TestWorkspace(setting);
        WriteTask(workspace, "old");
        workspace.Write("workflows/flow.yaml", BeforeAndAfter);
        string[] mode = option is null ? [] : ["--mode", option];
        using var running = new RunningCommand(workspace.Root, ["run", "flow", "--json", .. mode], new Dictionary<string, string> { ["HEARTH_MODE"] = variable ?? "" });
        await Eventually.TrueAsync(() => workspace.Ran.Count == 1, "the first step is done");
        WriteTask(workspace, "new");
        workspace.Write("go", "");
        var run = (await running.WaitAsync()).Json;

        Assert.Equal(("old", after), (Output(run, "before"), Output(run, "after")));
        var next = (await workspace.RunAsync(["run", "flow", "--json", .. mode])).Json;
        Assert.Equal("new", Output(next, "before"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_host_that_waits_for_the_command_takes_up_all_or_nothing(bool bySignal)
    {
        using var workspace = new TestWorkspace("mode: production\nreload: command");
        WriteTask(workspace, "old");
        workspace.Write("workflows/flow.yaml", "steps:\n  one: { task: subject }\noutputs: { one: \"${{ steps.one.output }}\" }\n");
        using var host = workspace.Start("serve");
        await host.SaysAsync("production mode ('mode' in hearth.yaml), changes are taken up by 'hearth reload'");
        Assert.Equal("old", await OneAsync());

        WriteTask(workspace, "new");
        workspace.Write("workflows/broken.yaml", "steps:\n  one: { task: no-such-task }\n");
        Assert.Equal("old", await OneAsync());
        await ReloadAsync(taken: false);
        Assert.Equal("old", await OneAsync());
        File.Delete(workspace.PathOf("workflows/broken.yaml"));
        Assert.Equal("old", await OneAsync());
        await ReloadAsync(taken: true);
        Assert.Equal("new", await OneAsync());
        await workspace.StopAsync(host);

        async Task<string?> OneAsync() => Output(await workspace.JsonAsync("run", "flow"), "one");

        async Task ReloadAsync(bool taken)
        {
            if (bySignal)
            {
                host.Signal("HUP");
                await host.SaysAsync(taken ? "Reloaded." : "Not reloaded");
                return;
            }

            var result = await workspace.RunAsync("reload", "--json");
            Assert.Equal(taken ? 0 : 1, result.ExitCode);
            Assert.Equal(taken, result.Json.GetProperty("reloaded").GetBoolean());
            Assert.Equal(taken, !result.Output.Contains("no-such-task", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_mode_that_is_none_or_another_is_refused()
    {
        using var workspace = new TestWorkspace("mode: fast");
        workspace.Write("workflows/flow.yaml", "steps:\n  one: { task: act }\n");
        var setting = await workspace.RunAsync("run", "flow");
        workspace.Write("hearth.yaml", "mode: production\n");
        using var command = new RunningCommand(workspace.Root, ["run", "flow"], new Dictionary<string, string> { ["HEARTH_MODE"] = "fast" });
        var variable = await command.WaitAsync();
        var option = await workspace.RunAsync("run", "flow", "--mode", "fast");
        using var host = await workspace.ServeAsync();
        var other = await workspace.RunAsync("run", "flow", "--mode", "development");
        var same = await workspace.RunAsync("run", "flow", "--mode", "production");
        await workspace.StopAsync(host);

        Assert.Contains("hearth.yaml:1:7", setting.Error, StringComparison.Ordinal);
        Assert.Equal((1, 2, 2, 2, 0), (setting.ExitCode, variable.ExitCode, option.ExitCode, other.ExitCode, same.ExitCode));
        Assert.Contains("HEARTH4112", variable.Error, StringComparison.Ordinal);
        Assert.Contains("HEARTH4112", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cache_shows_what_is_kept_and_what_changed()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("workflows/flow.yaml", "steps:\n  one: { task: act }\n");
        Assert.Equal(2, (await workspace.RunAsync("cache")).ExitCode);
        using var host = await workspace.ServeAsync();
        await workspace.RunAsync("run", "flow");
        await workspace.RunAsync("run", "flow");
        var before = Layer(await workspace.JsonAsync("cache"), "workflow files");
        workspace.Write("workflows/flow.yaml", "steps:\n  two: { task: act }\n");
        await workspace.RunAsync("run", "flow");
        var view = await workspace.JsonAsync("cache");
        var after = Layer(view, "workflow files");
        var text = await workspace.RunAsync("cache");
        // The host watches: it knows before anybody asks.
        workspace.Write("workflows/flow.yaml", "steps:\n  three: { task: act }\n");
        JsonElement entry = default;
        await Eventually.TrueAsync(async () => TryFind(await workspace.JsonAsync("cache", "log"), "workflows/flow.yaml", out entry), "the host has seen the edit");
        await workspace.StopAsync(host);

        Assert.Equal((1, 1, 2), (before.GetProperty("rebuilds").GetInt32(), before.GetProperty("entries").GetInt32(), after.GetProperty("rebuilds").GetInt32()));
        Assert.EndsWith("workflows/flow.yaml: changed", Layer(view, "files").GetProperty("lastInvalidation").GetString(), StringComparison.Ordinal);
        Assert.Equal(("development", "step"), (view.GetProperty("mode").GetString(), view.GetProperty("reload").GetString()));
        Assert.Contains("workflow files", text.Output, StringComparison.Ordinal);
        var nodes = entry.GetProperty("nodes").EnumerateArray().Select(node => node.GetString()!).ToList();
        Assert.Equal([$"files {workspace.PathOf("workflows/flow.yaml")}", "workflow files workflows/flow.yaml", "workflows workflows"], nodes.Take(3));
    }

    [Fact]
    public async Task The_edit_of_one_helper_is_one_module_of_the_cache()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("tasks/Helper.cs", "public static class Helper { public static string Text() { return \"one\"; } }");
        workspace.Write("tasks/Said.cs", """
            using Hearth;
            public sealed class Said : ITask<Said.Input, string>
            {
                public sealed record Input;
                public Task<string> RunAsync(Input input, TaskContext context) => Task.FromResult(Helper.Text());
            }
            """);
        workspace.Write("workflows/flow.yaml", "steps:\n  one: { task: said }\noutputs:\n  text: ${{ steps.one.output }}\n");
        using var host = await workspace.ServeAsync();
        var first = Output(await workspace.JsonAsync("run", "flow"), "text");
        var modules = Directory.GetFiles(workspace.PathOf("tasks"), "*.cs").Length;
        // The host gets ready for edits: the compiler takes over what is on disk.
        await Eventually.TrueAsync(async () => Layer(await workspace.JsonAsync("cache"), "modules").GetProperty("entries").GetInt32() == modules, "the compiler has all modules");
        var before = await workspace.JsonAsync("cache");

        // At once: a host that gets ready looks at the files, and would see half of it.
        workspace.Write("tasks/Helper.new", "public static class Helper { public static string Text() { return \"two\"; } }");
        File.Move(workspace.PathOf("tasks/Helper.new"), workspace.PathOf("tasks/Helper.cs"), overwrite: true);
        var second = Output(await workspace.JsonAsync("run", "flow"), "text");
        await workspace.RunAsync("run", "flow");
        var after = await workspace.JsonAsync("cache");
        // What is being computed when the host hears of an edit is in doubt already, and not named: then the next edit is.
        var edit = 0;
        await Eventually.TrueAsync(async () =>
        {
            workspace.Write("tasks/Helper.cs", $"public static class Helper {{ public static string Text() {{ return \"two\"; }} }} // {++edit}");
            return (await workspace.JsonAsync("cache", "log")).GetProperty("entries").EnumerateArray().Any(entry => entry.GetProperty("nodes").EnumerateArray().Select(node => node.GetString()!).ToHashSet()
                .IsSupersetOf([$"files {workspace.PathOf("tasks/Helper.cs")}", $"sources {workspace.PathOf("tasks/Helper.cs")}", "snapshots tasks", "program tasks"]));
        }, "the host names what an edit makes doubtful");
        await workspace.StopAsync(host);

        Assert.Equal(("one", "two"), (first, second));
        Assert.Equal((1, 1, 1, 0), (Grown("modules"), Grown("sources"), Grown("program"), Grown("contracts")));
        Assert.True(Layer(after, "modules").GetProperty("bytes").GetInt64() > 0);

        int Grown(string layer) => Layer(after, layer).GetProperty("rebuilds").GetInt32() - Layer(before, layer).GetProperty("rebuilds").GetInt32();
    }

    private static bool TryFind(JsonElement log, string cause, out JsonElement found)
    {
        found = log.GetProperty("entries").EnumerateArray().LastOrDefault(entry => entry.GetProperty("cause").GetString()!.Contains(cause, StringComparison.Ordinal)
            && entry.GetProperty("count").GetInt32() > 1);
        return found.ValueKind == JsonValueKind.Object;
    }

    private static JsonElement Layer(JsonElement view, string name) => view.GetProperty("layers").EnumerateArray().Single(layer => layer.GetProperty("name").GetString() == name);

    private static string? Output(JsonElement run, string name) => run.GetProperty("outputs").GetProperty(name).GetString();

    private static void WriteTask(TestWorkspace workspace, string version) => workspace.Write("tasks/Subject.cs", $$"""
        using Hearth;
        public sealed class Subject : ITask<Subject.Input, string>
        {
            public sealed record Input;
            public Task<string> RunAsync(Input input, TaskContext context) => Task.FromResult("{{version}}");
        }
        """);
}
