using Hearth.EndToEnd.Tests.Support;

namespace Hearth.EndToEnd.Tests.Results;

/// <summary>Steps with <c>cache</c>: what stands for later executions, and what does not.</summary>
public sealed class CacheTests
{
    [Fact]
    public async Task A_result_stands_in_later_runs_other_workflows_and_other_processes()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("workflows/flow.yaml", "steps:\n  one: { task: act, with: { name: a }, cache: true }\n  two: { task: act, needs: one, with: { name: \"${{ steps.one.output.name }}2\" }, cache: true }\n  open: { task: act, with: { name: open } }\n");
        workspace.Write("workflows/other.yaml", "steps:\n  mine: { task: act, with: { name: a2 }, cache: true }\noutputs: { name: \"${{ steps.mine.output.name }}\" }\n");
        var first = await workspace.JsonAsync("run", "flow");
        var second = await workspace.JsonAsync("run", "flow");
        var other = await workspace.JsonAsync("run", "other");

        Assert.Equal(["a", "a2", "open", "open"], workspace.Ran.Select(ran => ran.Name).Order());
        Assert.Equal("open", (await workspace.JsonAsync("show", second.Id(), "--all")).Computed());
        Assert.Equal([true, true, false], second.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("reused").GetBoolean()));
        Assert.Equal($"same code, input and files as in {first.Id()}", second.Reason("one"));
        Assert.Equal("no earlier result is kept", first.Reason("one"));
        Assert.Equal("a2", other.GetProperty("outputs").GetProperty("name").GetString());
        Assert.Equal($"same code, input and files as in {first.Id()}", other.Reason("mine"));
    }

    [Fact]
    public async Task After_the_death_of_its_host_a_result_still_stands()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("workflows/flow.yaml", "steps:\n  one: { task: act, with: { name: one }, cache: true }\n  two: { task: act, needs: one, with: { name: two, gate: go }, cache: true }\n");
        using (var host = workspace.Start("run", "flow"))
        {
            await Eventually.TrueAsync(() => workspace.Ran.Any(ran => ran.Name == "two"), "the second step executes");
            host.Kill();
            await host.WaitAsync();
        }

        workspace.Write("go", "");
        var run = await workspace.JsonAsync("run", "flow");
        Assert.Equal([true, false], run.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("reused").GetBoolean()));
        Assert.Equal(["one", "two", "two"], workspace.Ran.Select(ran => ran.Name));
    }

    [Fact]
    public async Task Artifacts_come_along()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("tasks/Keep.cs", """
            using Hearth;
            public sealed class Keep : ITask<Keep.Input, string>
            {
                public sealed record Input(string Text);
                public async Task<string> RunAsync(Input input, TaskContext context)
                {
                    Directory.CreateDirectory(Path.Combine(context.Files.Artifacts, "deep"));
                    await File.WriteAllTextAsync(Path.Combine(context.Files.Artifacts, "deep", "kept.txt"), input.Text);
                    return "kept";
                }
            }
            """);
        workspace.Write("workflows/flow.yaml", "steps:\n  one: { task: keep, with: { text: single }, cache: true }\n  all: { task: keep, map: [a, b], with: { text: \"${{ item }}\" }, cache: true }\n");
        var first = await workspace.JsonAsync("run", "flow");
        Directory.Delete(first.GetProperty("directory").GetString()!, recursive: true);
        var second = await workspace.JsonAsync("run", "flow");

        var artifacts = Path.Combine(second.GetProperty("directory").GetString()!, "artifacts");
        Assert.Equal("", (await workspace.JsonAsync("show", "latest", "--all")).Computed());
        Assert.Equal(["single", "a", "b"], new[] { "one", "all/000000", "all/000001" }.Select(path => File.ReadAllText(Path.Combine(artifacts, path, "deep", "kept.txt"))));
    }

    [Fact]
    public async Task What_failed_never_stands()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("workflows/flow.yaml", "steps:\n  one: { task: act, with: { name: one, how: throw }, cache: true }\n  two: { task: act, with: { name: two, how: \"throw once\" }, retry: { times: 1, delay: 10ms }, cache: true }\n");
        Assert.Equal(1, (await workspace.RunAsync("run", "flow")).ExitCode);
        var second = await workspace.JsonAsync("run", "flow");

        Assert.Equal(["one", "one", "two", "two"], workspace.Ran.Select(ran => ran.Name).Order());
        Assert.Equal("failed", second.Step("one").GetProperty("status").GetString());
        // The second attempt succeeded, and that stands.
        Assert.True(second.Step("two").GetProperty("reused").GetBoolean());
    }

    [Fact]
    public async Task Declared_variables_count_and_others_do_not()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("workflows/flow.yaml", "steps:\n  one: { task: act, with: { name: one }, cache: { environment: [MODE] } }\n");
        async Task<string> ReasonAsync(string mode, string other)
        {
            using var command = new RunningCommand(workspace.Root, ["run", "flow", "--json"], new Dictionary<string, string> { ["MODE"] = mode, ["OTHER"] = other });
            return (await command.WaitAsync()).Json.Reason("one");
        }

        await ReasonAsync("a", "a");
        Assert.StartsWith("same code", await ReasonAsync("a", "b"), StringComparison.Ordinal);
        Assert.StartsWith("variable MODE changed since", await ReasonAsync("b", "b"), StringComparison.Ordinal);
        Assert.StartsWith("same code", await ReasonAsync("a", "b"), StringComparison.Ordinal);
        Assert.Equal(2, workspace.Ran.Count);
        Assert.DoesNotContain("\"b\"", (await workspace.RunAsync("show", "latest", "--json")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_changes_while_the_task_executes_leaves_nothing_to_stand()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("data/words.txt", "before");
        workspace.Write("workflows/flow.yaml", "steps:\n  one: { task: act, with: { name: one, gate: go }, cache: { files: data } }\n");
        using (var run = workspace.Start("run", "flow"))
        {
            await Eventually.TrueAsync(() => workspace.Ran.Count == 1, "it executes");
            workspace.Write("data/words.txt", "after");
            workspace.Write("go", "");
            Assert.Equal(0, (await run.WaitAsync()).ExitCode);
        }

        Assert.Equal("not kept: file data/words.txt changed while it executed", (await workspace.JsonAsync("show", "latest")).Reason("one"));
        var second = await workspace.JsonAsync("run", "flow");
        Assert.False(second.Step("one").GetProperty("reused").GetBoolean());
        Assert.Equal(2, workspace.Ran.Count);
        Assert.True((await workspace.JsonAsync("run", "flow")).Step("one").GetProperty("reused").GetBoolean());
        // Nor does it stand for what the file was before.
        workspace.Write("data/words.txt", "before");
        Assert.Equal($"file data/words.txt changed since {second.Id()}", (await workspace.JsonAsync("run", "flow")).Reason("one"));
        Assert.Equal(3, workspace.Ran.Count);
    }

    [Fact]
    public async Task In_a_copy_of_the_workspace_nothing_of_the_original_stands()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("workflows/flow.yaml", "steps:\n  one: { task: act, with: { name: one }, cache: true }\n");
        await workspace.JsonAsync("run", "flow");
        using var copy = new TestWorkspace();
        Samples.CopyFolder(workspace.Root, copy.Root);
        Assert.False((await copy.JsonAsync("run", "flow")).Step("one").GetProperty("reused").GetBoolean());
        Assert.True((await copy.JsonAsync("run", "flow")).Step("one").GetProperty("reused").GetBoolean());
    }

    [Fact]
    public async Task Artifacts_are_also_where_the_output_names_them_when_the_run_that_made_them_is_gone()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("tasks/Keep.cs", """
            using Hearth;
            public sealed class Keep : ITask<Keep.Input, string>
            {
                public sealed record Input(string Text);
                public async Task<string> RunAsync(Input input, TaskContext context)
                {
                    var file = context.Files.Artifact("kept.txt");
                    await File.WriteAllTextAsync(file, input.Text);
                    return file;
                }
            }
            """);
        workspace.Write("workflows/flow.yaml", "steps:\n  one: { task: keep, with: { text: kept }, cache: true }\noutputs: { file: \"${{ steps.one.output }}\" }\n");
        var first = await workspace.JsonAsync("run", "flow");
        Directory.Delete(first.GetProperty("directory").GetString()!, recursive: true);
        var second = await workspace.JsonAsync("run", "flow");

        Assert.True(second.Step("one").GetProperty("reused").GetBoolean());
        Assert.Equal("kept", await File.ReadAllTextAsync(second.GetProperty("outputs").GetProperty("file").GetString()!));
    }

    [Fact]
    public async Task A_stored_value_that_was_cut_off_is_computed_again()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("tasks/Large.cs", """
            using Hearth;
            public sealed class Large : ITask<Large.Input, string>
            {
                public sealed record Input(string Letter);
                public Task<string> RunAsync(Input input, TaskContext context) => Task.FromResult(new string(input.Letter[0], 40_000));
            }
            """);
        workspace.Write("workflows/flow.yaml", "steps:\n  one: { task: large, with: { letter: a }, cache: true }\n  all: { task: large, map: [b, c, d], with: { letter: \"${{ item }}\" }, cache: true }\noutputs: { one: \"${{ steps.one.output }}\", all: \"${{ steps.all.output }}\" }\n");
        var first = await workspace.JsonAsync("run", "flow");
        foreach (var file in Directory.GetFiles(workspace.PathOf(".hearth/objects"), "*", SearchOption.AllDirectories))
            using (var stream = File.OpenWrite(file))
                stream.SetLength(stream.Length / 2);
        var second = await workspace.JsonAsync("run", "flow");

        Assert.Equal(first.GetProperty("outputs").GetRawText(), second.GetProperty("outputs").GetRawText());
    }

    [Fact]
    public async Task Each_item_stands_by_itself_with_its_own_files()
    {
        using var workspace = new TestWorkspace();
        foreach (var name in (string[])["a", "b", "c"])
            workspace.Write($"data/{name}/x.txt", name);
        workspace.Write("workflows/flow.yaml", "inputs: { names: { type: list, items: string, default: [a, b, c] } }\nsteps:\n  all: { task: act, map: \"${{ inputs.names }}\", with: { name: \"${{ item }}\" }, cache: { files: \"data/${{ item }}\" } }\noutputs: { all: \"${{ steps.all.output }}\" }\n");
        using var host = await workspace.ServeAsync();
        await workspace.JsonAsync("run", "flow");
        workspace.Write("data/b/y.txt", "");
        var second = await workspace.JsonAsync("run", "flow");
        var third = await workspace.JsonAsync("run", "flow", "names=d,c,b,a");
        await workspace.StopAsync(host);

        Assert.Equal("all[1]", (await workspace.JsonAsync("show", second.Id(), "--all")).Computed());
        Assert.StartsWith("file data/b/y.txt added since", second.Reason("all"), StringComparison.Ordinal);
        // By content, wherever it stands in the list.
        Assert.Equal("all[0]", (await workspace.JsonAsync("show", third.Id(), "--all")).Computed());
        Assert.Equal(["d", "c", "b", "a"], third.GetProperty("outputs").GetProperty("all").EnumerateArray().Select(output => output.GetProperty("name").GetString()));
        Assert.Equal(["a", "b", "b", "c", "d"], workspace.Ran.Select(ran => ran.Name).Order());
    }

    [Fact]
    public async Task What_was_used_least_recently_makes_room_and_clearing_removes_all()
    {
        // Each takes some 40 bytes: there is room for two.
        using var workspace = new TestWorkspace("results: { size: 100B }");
        workspace.Write("workflows/flow.yaml", "inputs: { name: string }\nsteps:\n  one: { task: act, with: { name: \"${{ inputs.name }}\" }, cache: true }\n");
        using var host = await workspace.ServeAsync();
        async Task<bool> ReusedAsync(string name) => (await workspace.JsonAsync("run", "flow", $"name={name}")).Step("one").GetProperty("reused").GetBoolean();

        foreach (var (name, reused) in new[] { ("a", false), ("b", false), ("a", true), ("c", false), ("a", true), ("b", false) })
            Assert.Equal((name, reused), (name, await ReusedAsync(name)));
        var cleared = (await workspace.JsonAsync("cache", "clear", "results")).GetProperty("cleared").GetInt32();
        Assert.Equal(2, cleared);
        Assert.False(await ReusedAsync("a"));
        await workspace.StopAsync(host);
        Assert.Equal(1, (await workspace.JsonAsync("cache", "clear", "results")).GetProperty("cleared").GetInt32());
        var unknown = await workspace.RunAsync("cache", "clear", "result");
        Assert.Equal((2, true), (unknown.ExitCode, unknown.Error.Contains("Did you mean 'results'?", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Definitions_that_cannot_have_one_are_refused_with_their_place()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("workflows/flow.yaml", "steps:\n  one: { task: act, with: { name: \"${{ vault.NAME }}\" }, cache: true }\n  two: { task: act, cache: { file: a } }\n  three: { task: act, cache: { files: ../a } }\n");
        var result = await workspace.RunAsync("run", "flow");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("workflows/flow.yaml:2:65: HEARTH1046", result.Error, StringComparison.Ordinal);
        Assert.Contains("workflows/flow.yaml:3:30: HEARTH1007", result.Error, StringComparison.Ordinal);
        Assert.Contains("did you mean 'files'?", result.Error, StringComparison.Ordinal);
        Assert.Contains("workflows/flow.yaml:4:39: HEARTH1047", result.Error, StringComparison.Ordinal);
    }
}
