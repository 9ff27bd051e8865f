using System.Text.Json;
using Hearth.EndToEnd.Tests.Support;

namespace Hearth.EndToEnd.Tests.Watching;

/// <summary><c>hearth run --watch</c>: each change runs again what it concerns, and nothing else.</summary>
public sealed class RunWatchTests
{
    private const string Waiting = "Watching for changes";

    private const string Flow = """
        steps:
          first: { task: echo, with: { text: one } }
          second: { task: shout, needs: first, with: { text: "${{ steps.first.output }}" } }
          other: { task: echo, with: { text: other } }
        outputs: { second: "${{ steps.second.output }}" }
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_change_of_code_executes_the_step_and_those_whose_input_it_changes(bool served)
    {
        using var workspace = Workspace(Flow);
        using var host = served ? await workspace.ServeAsync() : null;
        using var watch = workspace.Start("run", "flow", "--watch", "--json");
        await watch.SaysAsync(Waiting, 1);
        workspace.Write("tasks/Shout.cs", Task("Shout", "input.Text + \"!!\""));
        await watch.SaysAsync(Waiting, 2);
        workspace.Write("tasks/Echo.cs", Task("Echo", "input.Text + \".\""));
        await watch.SaysAsync(Waiting, 3);
        workspace.Write("tasks/Echo.cs", "// nothing else\n" + Task("Echo", "input.Text + \".\""));
        await watch.SaysAsync(Waiting, 4);
        var runs = await EndAsync(watch);

        Assert.Equal(["one!", "one!!", "one.!!", "one.!!"], runs.Select(Second));
        Assert.Equal(["first executed, second executed, other executed", "first reused, second executed, other reused", "first executed, second executed, other executed",
            "first reused, second reused, other reused"], runs.Select(Steps));
        Assert.Equal(["code changed", "code changed", "input changed"], [Reason(runs[1], "second"), Reason(runs[2], "first"), Reason(runs[2], "second")]);
        Assert.Equal($"same code and input as in {runs[0].GetProperty("run").GetString()}", Reason(runs[1], "first"));
        if (host is not null)
            await workspace.StopAsync(host);
    }

    [Fact]
    public async Task A_new_item_is_executed_alone_wherever_it_is_put_in()
    {
        using var workspace = Workspace("steps:\n  all: { task: echo, map: [a, b], with: { text: \"${{ item }}\" } }\noutputs: { second: \"${{ steps.all.output }}\" }\n");
        using var watch = workspace.Start("run", "flow", "--watch", "--json");
        await watch.SaysAsync(Waiting, 1);
        workspace.Write("workflows/flow.yaml", "steps:\n  all: { task: echo, map: [c, a, b], with: { text: \"${{ item }}\" } }\noutputs: { second: \"${{ steps.all.output }}\" }\n");
        await watch.SaysAsync(Waiting, 2);
        var runs = await EndAsync(watch);

        Assert.Equal("""["c","a","b"]""", runs[1].GetProperty("outputs").GetProperty("second").GetRawText());
        var items = runs[1].GetProperty("steps")[0].GetProperty("items");
        Assert.Equal((3, 3, 2), (items.GetProperty("total").GetInt32(), items.GetProperty("done").GetInt32(), items.GetProperty("reused").GetInt32()));
        Assert.False(runs[1].GetProperty("steps")[0].GetProperty("reused").GetBoolean());
    }

    [Fact]
    public async Task What_does_not_compile_is_told_and_waited_for_and_nothing_is_lost()
    {
        using var workspace = Workspace(Flow);
        using var watch = workspace.Start("run", "flow", "--watch", "--json");
        await watch.SaysAsync(Waiting, 1);
        workspace.Write("tasks/Shout.cs", Task("Shout", "input.Text + "));
        await watch.SaysAsync("tasks/Shout.cs", 1);
        await watch.SaysAsync(Waiting, 2);
        workspace.Write("workflows/flow.yaml", "steps: [");
        await watch.SaysAsync(Waiting, 3);
        workspace.Write("workflows/flow.yaml", Flow);
        workspace.Write("tasks/Shout.cs", Task("Shout", "input.Text + \"?\""));
        await watch.SaysAsync(Waiting, 4);
        var lines = await EndAsync(watch);

        Assert.Equal(["run", "error", "error", "run"], lines.Select(line => line.TryGetProperty("run", out _) ? "run" : "error"));
        Assert.Equal("first reused, second executed, other reused", Steps(lines[3]));
        Assert.Equal("one?", Second(lines[3]));
    }

    [Fact]
    public async Task Failed_runs_in_between_lose_no_results()
    {
        using var workspace = Workspace(Flow);
        using var watch = workspace.Start("run", "flow", "--watch", "--json");
        await watch.SaysAsync(Waiting, 1);
        workspace.Write("tasks/Echo.cs", Task("Echo", "input.Text is null ? \"\" : throw new System.InvalidOperationException(\"broken\")"));
        await watch.SaysAsync(Waiting, 2);
        workspace.Write("tasks/Echo.cs", Task("Echo", "input.Text"));
        await watch.SaysAsync(Waiting, 3);
        var runs = await EndAsync(watch);

        Assert.Equal(["succeeded", "failed", "succeeded"], runs.Select(run => run.GetProperty("status").GetString()));
        Assert.Equal("first reused, second reused, other reused", Steps(runs[2]));
    }

    [Fact]
    public async Task Data_that_any_task_may_read_executes_all()
    {
        using var workspace = Workspace(Flow);
        workspace.Write("data/words.txt", "a");
        using var watch = workspace.Start("run", "flow", "--watch", "--json");
        await watch.SaysAsync(Waiting, 1);
        workspace.Write("data/words.txt", "b");
        await watch.SaysAsync(Waiting, 2);
        var runs = await EndAsync(watch);

        Assert.Equal("first executed, second executed, other executed", Steps(runs[1]));
    }

    [Fact]
    public async Task Steps_that_declare_their_files_execute_when_one_of_those_changes()
    {
        using var workspace = Workspace("steps:\n  first: { task: echo, with: { text: one }, cache: { files: data } }\n  other: { task: echo, with: { text: other } }\noutputs: { second: \"${{ steps.first.output }}\" }\n");
        workspace.Write("data/words.txt", "a");
        workspace.Write("notes.txt", "a");
        using var watch = workspace.Start("run", "flow", "--watch", "--json");
        await watch.SaysAsync(Waiting, 1);
        workspace.Write("notes.txt", "b");
        await watch.SaysAsync(Waiting, 2);
        workspace.Write("data/words.txt", "b");
        await watch.SaysAsync(Waiting, 3);
        var runs = await EndAsync(watch);

        Assert.Equal(["first executed, other executed", "first reused, other executed", "first executed, other executed"], runs.Select(Steps));
    }

    [Fact]
    public async Task What_tasks_write_themselves_starts_nothing()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("workflows/flow.yaml", "steps:\n  one: { task: act, with: { name: one } }\n");
        using var watch = workspace.Start("run", "flow", "--watch", "--json");
        await watch.SaysAsync(Waiting, 1);
        workspace.Write("workflows/flow.yaml", "steps:\n  one: { task: act, with: { name: two } }\n");
        await watch.SaysAsync(Waiting, 2);
        var runs = await EndAsync(watch);

        // It notes each execution in ran/, which is in the workspace.
        Assert.Equal(["one", "two"], workspace.Ran.Select(ran => ran.Name));
        Assert.Equal(2, runs.Count);
    }

    [Fact]
    public async Task Nested_workflows_take_over_too_and_artifacts_come_along()
    {
        using var workspace = Workspace("steps:\n  inner: { workflow: inner }\n  last: { needs: inner, task: echo, with: { text: last } }\noutputs: { second: \"${{ steps.inner.output.kept }}\" }\n");
        workspace.Write("workflows/inner.yaml", "steps:\n  keep: { task: keep }\n  more: { task: shout, with: { text: more } }\noutputs: { kept: \"${{ steps.keep.output }}\" }\n");
        workspace.Write("tasks/Keep.cs", """
            using Hearth;
            public sealed class Keep : ITask<Keep.Input, string>
            {
                public sealed record Input;
                public async Task<string> RunAsync(Input input, TaskContext context)
                {
                    Directory.CreateDirectory(Path.Combine(context.Files.Artifacts, "deep"));
                    await File.WriteAllTextAsync(Path.Combine(context.Files.Artifacts, "deep", "kept.txt"), "kept");
                    return "kept";
                }
            }
            """);
        using var watch = workspace.Start("run", "flow", "--watch", "--json");
        await watch.SaysAsync(Waiting, 1);
        workspace.Write("tasks/Shout.cs", Task("Shout", "input.Text + \"!!\""));
        await watch.SaysAsync(Waiting, 2);
        var runs = await EndAsync(watch);

        Assert.Equal("inner executed, last reused", Steps(runs[1]));
        var inner = await workspace.JsonAsync("show", runs[1].GetProperty("run").GetString() + ".inner");
        Assert.Equal("keep reused, more executed", Steps(inner));
        Assert.Equal("kept", File.ReadAllText(Path.Combine(inner.GetProperty("directory").GetString()!, "artifacts", "keep", "deep", "kept.txt")));
    }

    [Fact]
    public async Task Interrupting_a_run_ends_the_watch_and_an_unknown_workflow_never_begins_one()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("workflows/flow.yaml", "steps:\n  one: { task: act, with: { name: one, gate: go } }\n  two: { task: act, needs: one }\n");
        using (var watch = workspace.Start("run", "flow", "--watch"))
        {
            await Eventually.TrueAsync(() => workspace.Ran.Count == 1, "it executes");
            watch.Signal("INT");
            await watch.SaysAsync("Interrupting");
            workspace.Write("go", "");
            Assert.Equal(3, (await watch.WaitAsync()).ExitCode);
        }

        var unknown = await workspace.RunAsync("run", "flw", "--watch");
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("Did you mean 'flow'?", unknown.Error, StringComparison.Ordinal);
    }

    private static TestWorkspace Workspace(string flow)
    {
        var workspace = new TestWorkspace();
        workspace.Write("tasks/Echo.cs", Task("Echo", "input.Text"));
        workspace.Write("tasks/Shout.cs", Task("Shout", "input.Text + \"!\""));
        workspace.Write("workflows/flow.yaml", flow);
        return workspace;
    }

    private static string Task(string name, string result) => $$"""
        using Hearth;
        public sealed class {{name}} : ITask<{{name}}.Input, string>
        {
            public sealed record Input(string Text = "");
            public Task<string> RunAsync(Input input, TaskContext context) => Task.FromResult<string>({{result}});
        }
        """;

    private static async Task<List<JsonElement>> EndAsync(RunningCommand watch)
    {
        watch.Signal("INT");
        var result = await watch.WaitAsync();
        Assert.True(result.ExitCode == 0, result.ToString());
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
    }

    private static string? Second(JsonElement run) => run.GetProperty("outputs").GetProperty("second").GetString();

    private static string Steps(JsonElement run) => string.Join(", ", run.GetProperty("steps").EnumerateArray()
        .Select(step => $"{step.GetProperty("name").GetString()} {(step.GetProperty("reused").GetBoolean() ? "reused" : "executed")}"));

    private static string Reason(JsonElement run, string step) =>
        run.GetProperty("steps").EnumerateArray().Single(entry => entry.GetProperty("name").GetString() == step).GetProperty("reason").GetString()!;
}
