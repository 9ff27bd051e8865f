using Hearth.EndToEnd.Tests.Support;

namespace Hearth.EndToEnd.Tests;

/// <summary>Nothing finished is lost or repeated, and nothing outlives its host.</summary>
public sealed class InterruptionTests
{
    private const string Items = """
        steps:
          all:
            task: act
            map: [a, b, c, d, e, f]
            with: { name: "${{ item }}", gate: "go-${{ item }}" }
          after: { needs: all, task: act, with: { name: after } }
        outputs:
          names: ${{ steps.all.output }}
        """;

    [Fact]
    public async Task A_killed_host_loses_nothing_and_repeats_only_what_executed()
    {
        using var workspace = new TestWorkspace("workers: 2");
        workspace.Write("workflows/items.yaml", Items);
        Open(workspace, "a", "b");
        using (var host = workspace.Start("run", "items"))
        {
            await Eventually.TrueAsync(() => workspace.Ran.Count == 4, "two items done, two executing");
            host.Kill();
            await host.WaitAsync();
        }

        await Eventually.TrueAsync(() => workspace.Ran.All(ran => !Processes.IsAlive(ran.Process)), "the workers end with their host");
        Assert.Equal("interrupted", (await workspace.JsonAsync("runs")).GetProperty("runs")[0].GetProperty("status").GetString());

        Open(workspace, "c", "d", "e", "f");
        var run = await workspace.JsonAsync("resume", "latest");

        Assert.Equal("succeeded", run.GetProperty("status").GetString());
        Assert.Equal(["a", "b", "c", "d", "e", "f"],
            run.GetProperty("outputs").GetProperty("names").EnumerateArray().Select(output => output.GetProperty("name").GetString()));
        var times = workspace.Ran.GroupBy(ran => ran.Name).ToDictionary(name => name.Key, name => name.Count());
        Assert.Equal(["c", "d"], times.Where(name => name.Value == 2).Select(name => name.Key).Order());
        Assert.All(times.Where(name => name.Key is not ("c" or "d")), name => Assert.Equal(1, name.Value));
    }

    [Theory]
    [InlineData("spin")]
    [InlineData("child")]
    public async Task No_orphan_outlives_a_killed_host(string how)
    {
        using var workspace = new TestWorkspace();
        workspace.Write("workflows/one.yaml", $"steps:\n  one: {{ task: act, with: {{ how: {how}, name: one }} }}\n");
        using var host = workspace.Start("run", "one");
        await Eventually.TrueAsync(() => workspace.Ran.Count == 1, "the task executes");
        var worker = workspace.Ran[0].Process;
        if (how == "child")
            await Eventually.TrueAsync(() => Processes.Children(worker).Count > 0, "the child runs");
        var processes = Processes.Children(worker).Append(worker).ToList();

        host.Kill();

        await Eventually.TrueAsync(() => processes.TrueForAll(process => !Processes.IsAlive(process)), "worker and children are gone");
        Assert.Empty(Directory.GetFiles(Path.GetTempPath(), $"*-{worker}-*"));
    }

    [Fact]
    public async Task Ctrl_C_lets_what_executes_finish_and_resume_does_the_rest()
    {
        using var workspace = new TestWorkspace("workers: 2");
        workspace.Write("workflows/items.yaml", Items);
        Open(workspace, "a");
        using var command = workspace.Start("run", "items", "--json");
        await Eventually.TrueAsync(() => workspace.Ran.Count == 3, "one item done, two executing");

        command.Signal("INT");
        await command.SaysAsync("what executes may finish");
        Open(workspace, "b", "c", "d", "e", "f");
        var result = await command.WaitAsync();

        Assert.Equal(3, result.ExitCode);
        Assert.Equal("interrupted", result.Json.GetProperty("status").GetString());
        Assert.Equal(3, workspace.Ran.Count);
        var run = await workspace.JsonAsync("resume", "latest");
        Assert.Equal("succeeded", run.GetProperty("status").GetString());
        Assert.All(workspace.Ran.GroupBy(ran => ran.Name), name => Assert.Single(name));
    }

    [Fact]
    public async Task A_second_Ctrl_C_ends_it_at_once()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("workflows/one.yaml", "steps:\n  one: { task: act, with: { how: spin, name: one } }\n");
        using var command = workspace.Start("run", "one", "--json");
        await Eventually.TrueAsync(() => workspace.Ran.Count == 1, "the task executes");

        command.Signal("INT");
        await command.SaysAsync("what executes may finish");
        command.Signal("INT");
        var result = await command.WaitAsync();

        Assert.Equal(3, result.ExitCode);
        Assert.Equal("interrupted", result.Json.GetProperty("status").GetString());
        Assert.False(Processes.IsAlive(workspace.Ran[0].Process));
    }

    [Fact]
    public async Task Cancel_from_another_process_ends_a_run_for_good()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("workflows/one.yaml", "steps:\n  one: { task: act, with: { gate: never, name: one } }\n  after: { needs: one, task: act }\n");
        using var command = workspace.Start("run", "one", "--json");
        await Eventually.TrueAsync(() => workspace.Ran.Count == 1, "the task executes");

        var cancelled = await workspace.RunAsync("cancel", "latest", "--json");
        var result = await command.WaitAsync();

        Assert.Equal(0, cancelled.ExitCode);
        Assert.Equal("cancelled", cancelled.Json.GetProperty("status").GetString());
        Assert.Equal(3, result.ExitCode);
        Assert.Equal("cancelled", result.Json.GetProperty("status").GetString());
        Assert.Equal(2, (await workspace.RunAsync("resume", "latest")).ExitCode);
    }

    [Fact]
    public async Task A_run_without_a_host_is_cancelled_in_the_log()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("workflows/one.yaml", "steps:\n  one: { task: act, with: { gate: never, name: one } }\n");
        using (var host = workspace.Start("run", "one"))
        {
            await Eventually.TrueAsync(() => workspace.Ran.Count == 1, "the task executes");
            host.Kill();
            await host.WaitAsync();
        }

        Assert.Equal("cancelled", (await workspace.JsonAsync("cancel", "latest")).GetProperty("status").GetString());
        Assert.Single(workspace.Ran);
    }

    [Fact]
    public async Task Retry_repeats_what_failed_and_keeps_the_rest()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("workflows/two.yaml", """
            steps:
              first: { task: act, with: { name: first } }
              second: { needs: first, task: act, with: { how: throw, name: second } }
              third: { needs: second, task: act, with: { name: third } }
            """);
        Assert.Equal(1, (await workspace.RunAsync("run", "two")).ExitCode);
        workspace.Write("tasks/Act.cs", File.ReadAllText(workspace.PathOf("tasks/Act.cs")).Replace("case \"throw\": Deeper(); break;", "case \"throw\": break;", StringComparison.Ordinal));

        var run = await workspace.JsonAsync("retry", "latest");

        Assert.Equal("succeeded", run.GetProperty("status").GetString());
        Assert.Equal(["first", "second", "second", "third"], workspace.Ran.Select(ran => ran.Name));
        Assert.Equal(2, (await workspace.RunAsync("retry", "latest")).ExitCode);

        run = await workspace.JsonAsync("retry", "latest", "--from", "second");
        Assert.Equal("succeeded", run.GetProperty("status").GetString());
        Assert.Equal(["first", "second", "second", "third", "second", "third"], workspace.Ran.Select(ran => ran.Name));
        Assert.Contains("Did you mean 'second'", (await workspace.RunAsync("retry", "latest", "--from", "secnd")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_nested_run_goes_on_with_the_run_around_it()
    {
        using var workspace = new TestWorkspace("workers: 2");
        workspace.Write("workflows/items.yaml", Items);
        workspace.Write("workflows/outer.yaml", "steps:\n  inner: { workflow: items }\n  last: { needs: inner, task: act, with: { name: last } }\noutputs: { names: \"${{ steps.inner.output.names }}\" }\n");
        Open(workspace, "a", "b");
        using (var host = workspace.Start("run", "outer"))
        {
            await Eventually.TrueAsync(() => workspace.Ran.Count == 4, "two items done, two executing");
            host.Kill();
            await host.WaitAsync();
        }

        Open(workspace, "c", "d", "e", "f");
        var run = await workspace.JsonAsync("resume", "latest");

        Assert.Equal("succeeded", run.GetProperty("status").GetString());
        Assert.Equal(6, run.GetProperty("outputs").GetProperty("names").GetArrayLength());
        Assert.Equal(["c", "d"], workspace.Ran.GroupBy(ran => ran.Name).Where(name => name.Count() == 2).Select(name => name.Key).Order());
        Assert.Single((await workspace.JsonAsync("runs")).GetProperty("runs").EnumerateArray());
    }

    private static void Open(TestWorkspace workspace, params string[] gates)
    {
        foreach (var gate in gates)
            workspace.Write($"go-{gate}", "");
    }
}
