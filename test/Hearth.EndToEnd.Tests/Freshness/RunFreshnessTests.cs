using System.Text.Json;
using Hearth.EndToEnd.Tests.Support;

namespace Hearth.EndToEnd.Tests.Freshness;

/// <summary>Edits while a run is under way: each step and attempt executes the code as it is when it begins, and the record says which.</summary>
public sealed class RunFreshnessTests
{
    private const string BeforeAndAfter = """
        steps:
          before: { task: subject }
          hold: { needs: before, task: act, with: { name: hold, gate: go } }
          after: { needs: hold, task: subject }
        outputs: { before: "${{ steps.before.output }}", after: "${{ steps.after.output }}" }
        """;

    [Theory]
    [InlineData("body", true)]
    [InlineData("helper", true)]
    [InlineData("comment", false)]
    public async Task A_task_edited_between_steps_is_new_for_the_later_one(string edit, bool differs)
    {
        using var workspace = new TestWorkspace();
        Write(workspace, "one");
        workspace.Write("workflows/flow.yaml", BeforeAndAfter);
        using var running = workspace.Start("run", "flow", "--json");
        await Eventually.TrueAsync(() => workspace.Ran.Count == 1, "the first step is done");

        Write(workspace, edit == "body" ? "two" : "one", edit == "helper" ? "two" : "", edit == "comment" ? "// said better" : "");
        workspace.Write("go", "");
        var result = await running.WaitAsync();

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("one", Output(result.Json, "before"));
        Assert.Equal(edit switch { "body" => "two", "helper" => "onetwo", _ => "one" }, Output(result.Json, "after"));
        var codes = Codes(await workspace.JsonAsync("show", "latest"));
        Assert.Equal(differs, codes["before"] != codes["after"]);
    }

    [Fact]
    public async Task A_task_that_is_mended_between_attempts_succeeds_with_the_new_code()
    {
        using var workspace = new TestWorkspace();
        const string throwing = "File.AppendAllText(Path.Combine(context.Files.Workspace, \"tried\"), \"x\"); throw new TransientException(\"not yet\");";
        WriteTask(workspace, throwing);
        workspace.Write("workflows/flow.yaml", "steps:\n  one: { task: subject, retry: { times: 100, delay: 100ms, on: transient } }\noutputs: { one: \"${{ steps.one.output }}\" }\n");
        using var running = workspace.Start("run", "flow", "--json");
        await TriedAsync(2);
        WriteTask(workspace, "/* nothing else */ " + throwing);
        await TriedAsync(2);
        WriteTask(workspace, "return \"mended\";");
        var result = await running.WaitAsync();

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("mended", Output(result.Json, "one"));
        var codes = (await workspace.JsonAsync("show", "latest")).GetProperty("steps")[0].GetProperty("attempts").EnumerateArray().Select(attempt => attempt.GetProperty("code").GetString()!).ToList();
        Assert.True(codes.Count >= 5);
        Assert.Single(codes.SkipLast(1).Distinct());
        Assert.NotEqual(codes[0], codes[^1]);

        async Task TriedAsync(int more)
        {
            long Tries() => File.Exists(workspace.PathOf("tried")) ? new FileInfo(workspace.PathOf("tried")).Length : 0;
            var before = Tries();
            await Eventually.TrueAsync(() => Tries() >= before + more, "the task was tried again");
        }
    }

    [Fact]
    public async Task A_task_that_breaks_during_a_run_fails_its_next_attempt_with_file_and_line()
    {
        using var workspace = new TestWorkspace();
        Write(workspace, "one");
        workspace.Write("workflows/flow.yaml", BeforeAndAfter);
        using var running = workspace.Start("run", "flow", "--json");
        await Eventually.TrueAsync(() => workspace.Ran.Count == 1, "the first step is done");

        workspace.Write("tasks/Helper.cs", "internal static class Helper { public static string Text() => 1; }");
        workspace.Write("go", "");
        var result = await running.WaitAsync();

        Assert.Equal(1, result.ExitCode);
        var error = result.Json.GetProperty("steps")[2].GetProperty("attempts")[0].GetProperty("error");
        Assert.Contains("tasks/Helper.cs(1,", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Write(workspace, "two");
        var retried = await workspace.JsonAsync("retry", "latest");
        Assert.Equal(("one", "two"), (Output(retried, "before"), Output(retried, "after")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_pinned_run_keeps_its_code_also_nested_and_over_the_death_of_its_host(bool nested)
    {
        using var workspace = new TestWorkspace();
        Write(workspace, "one");
        workspace.Write("workflows/inner.yaml", nested ? BeforeAndAfter : "code: pinned\n" + BeforeAndAfter);
        workspace.Write("workflows/outer.yaml",
            "code: pinned\nsteps:\n  inner: { workflow: inner }\noutputs: { before: \"${{ steps.inner.output.before }}\", after: \"${{ steps.inner.output.after }}\" }\n");
        var workflow = nested ? "outer" : "inner";
        using (var running = workspace.Start("run", workflow))
        {
            await Eventually.TrueAsync(() => workspace.Ran.Count == 1, "the first step is done");
            Write(workspace, "two", "helped");
            running.Kill();
            await running.WaitAsync();
        }

        workspace.Write("go", "");
        var resumed = await workspace.JsonAsync("resume", "latest");
        var next = await workspace.JsonAsync("run", workflow);

        Assert.Equal(("one", "one"), (Output(resumed, "before"), Output(resumed, "after")));
        Assert.Equal(("twohelped", "twohelped"), (Output(next, "before"), Output(next, "after")));
    }

    [Fact]
    public async Task Old_code_that_executes_finishes_beside_a_run_of_the_new()
    {
        using var workspace = new TestWorkspace("workers: 2");
        workspace.Write("workflows/flow.yaml", "inputs: { gate: string }\nsteps:\n  one: { task: subject, with: { gate: \"${{ inputs.gate }}\" } }\noutputs: { one: \"${{ steps.one.output }}\" }\n");
        const string waiting = "File.WriteAllText(Path.Combine(context.Files.Workspace, \"began\"), \"\"); while (!File.Exists(Path.Combine(context.Files.Workspace, input.Gate!))) await Task.Delay(5); ";
        WriteTask(workspace, waiting + "return \"old\" + Helper.Text();", "-old");
        using var host = await workspace.ServeAsync();
        using var old = workspace.Start("run", "flow", "gate=later", "--json");
        await Eventually.TrueAsync(() => File.Exists(workspace.PathOf("began")), "the old code executes");

        WriteTask(workspace, waiting + "return \"new\" + Helper.Text();", "-new");
        workspace.Write("now", "");
        var run = await workspace.JsonAsync("run", "flow", "gate=now");
        workspace.Write("later", "");
        var result = await old.WaitAsync();

        Assert.Equal("new-new", Output(run, "one"));
        Assert.Equal("old-old", Output(result.Json, "one"));
        await workspace.StopAsync(host);
    }

    [Fact]
    public async Task A_warm_resource_survives_edits_of_its_user_and_is_loaded_again_when_its_own_code_changes()
    {
        using var workspace = new TestWorkspace(Subject.Settings("resource"));
        var subject = new Subject(workspace, "resource");
        subject.Write();
        using var host = await workspace.ServeAsync();
        int Loads() => File.ReadAllLines(workspace.PathOf("loaded.txt")).Length;
        await subject.UseAsync();

        var borrow = await File.ReadAllTextAsync(workspace.PathOf("tasks/Borrow.cs"));
        for (var edit = 1; edit <= 3; edit++)
        {
            workspace.Write("tasks/Borrow.cs", borrow.Replace("Task<string> RunAsync(Input input, TaskContext context) =>",
                $"async Task<string> RunAsync(Input input, TaskContext context) => \"{edit}:\" + await", StringComparison.Ordinal));
            var run = await workspace.JsonAsync("run", "subject");
            Assert.StartsWith($"{edit}:o1", Output(run, "value"), StringComparison.Ordinal);
            Assert.Equal(1, Loads());
        }

        subject.Helper = "h2";
        subject.Write();
        Assert.Equal(subject.Version, (await subject.UseAsync()).Version);
        Assert.Equal(2, Loads());
        subject.Own = "o2";
        subject.Write();
        Assert.Equal(subject.Version, (await subject.UseAsync()).Version);
        Assert.Equal(3, Loads());
        await workspace.StopAsync(host);
    }

    private static void Write(TestWorkspace workspace, string text, string helper = "", string comment = "") =>
        WriteTask(workspace, $"{comment}\n return \"{text}\" + Helper.Text();", helper);

    private static void WriteTask(TestWorkspace workspace, string body, string helper = "")
    {
        workspace.Write("tasks/Helper.cs", $"internal static class Helper {{ public static string Text() => \"{helper}\"; }}");
        workspace.Write("tasks/Subject.cs", $$"""
            using Hearth;

            public sealed class Subject : ITask<Subject.Input, string>
            {
                public sealed record Input(string? Gate = null);

                public async Task<string> RunAsync(Input input, TaskContext context)
                {
                    await Task.Yield();
                    {{body}}
                }
            }
            """);
    }

    private static string Output(JsonElement run, string name) => run.GetProperty("outputs").GetProperty(name).GetString()!;

    private static Dictionary<string, string> Codes(JsonElement run) => run.GetProperty("steps").EnumerateArray()
        .ToDictionary(step => step.GetProperty("name").GetString()!, step => step.GetProperty("attempts")[0].GetProperty("code").GetString()!);
}
