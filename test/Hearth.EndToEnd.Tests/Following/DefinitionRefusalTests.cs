using Hearth.EndToEnd.Tests.Results;

namespace Hearth.EndToEnd.Tests.Following;

/// <summary>A definition that a run cannot take up: it goes on with the last good one, and its record says why.</summary>
public sealed class DefinitionRefusalTests
{
    private const string Steps = """
          one: { task: act, with: { name: one, gate: go1 } }
          two: { needs: one, task: act, with: { name: two, gate: go2 } }
          three: { needs: two, task: act, with: { name: three } }
        """;

    [Theory]
    [InlineData("  three: { task: no-such-task }", "no-such-task")]
    [InlineData("  three: { task: act, with: { name: 7 } }", "workflows/flow.yaml:5:")]
    [InlineData("  three: { needs: nobody, task: act }", "nobody")]
    [InlineData("  three: [", "workflows/flow.yaml")]
    public async Task The_run_goes_on_with_the_last_good_one_and_takes_up_the_mended(string bad, string said)
    {
        using var run = new FollowedRun(Steps);
        run.Start();
        await run.RanAsync("one");
        run.Define(Steps.Replace("  three: { needs: two, task: act, with: { name: three } }", bad, StringComparison.Ordinal));
        run.Open("go1");
        await run.RanAsync("two");
        var warned = await run.Workspace.JsonAsync("show", "latest");
        run.Define(Steps + "\n  four: { needs: three, task: act, with: { name: four } }");
        run.Open("go2");
        var ended = await run.EndAsync();

        Assert.Equal(["HEARTH4115"], FollowedRun.Warnings(warned));
        Assert.Contains(said, warned.GetProperty("warnings")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("one:succeeded two:succeeded three:succeeded four:succeeded", FollowedRun.Steps(ended));
        Assert.Equal(["HEARTH4115"], FollowedRun.Warnings(ended));
        Assert.Equal(["+four"], FollowedRun.Changes(ended));
    }

    [Fact]
    public async Task What_is_mended_may_be_the_code_alone()
    {
        using var run = new FollowedRun(Steps);
        run.Start();
        await run.RanAsync("one");
        run.Define(Steps + "\n  four: { needs: three, task: later }");
        run.Open("go1");
        await run.RanAsync("two");
        run.Workspace.Write("tasks/Later.cs", "public sealed class Later : Hearth.ITask<Later.Input, string> { public sealed record Input(); public Task<string> RunAsync(Input input, Hearth.TaskContext context) => Task.FromResult(\"later\"); }");
        run.Open("go2");
        var ended = await run.EndAsync();

        Assert.Equal("one:succeeded two:succeeded three:succeeded four:succeeded", FollowedRun.Steps(ended));
        Assert.Equal(["HEARTH4115"], FollowedRun.Warnings(ended));
    }

    [Fact]
    public async Task A_file_that_is_gone_changes_nothing()
    {
        using var run = new FollowedRun(Steps);
        run.Start();
        await run.RanAsync("one");
        File.Delete(run.Workspace.PathOf("workflows/flow.yaml"));
        run.Open("go1");
        run.Open("go2");
        var ended = await run.EndAsync();

        Assert.Equal("one:succeeded two:succeeded three:succeeded", FollowedRun.Steps(ended));
        Assert.Equal(["HEARTH4115"], FollowedRun.Warnings(ended));
    }

    [Fact]
    public async Task Inputs_stay_those_of_the_start_and_new_ones_have_their_default()
    {
        const string Two = "definition: follow\ninputs: { given: string, more: { type: string, default: usual } }";
        const string Last = "\n  four: { needs: three, task: act, with: { name: \"${{ inputs.given }}-${{ inputs.more }}\" } }";
        using var run = new FollowedRun(Steps, "definition: follow\ninputs: { given: string }");
        run.Start("given=mine");
        await run.RanAsync("one");
        // An input that nobody gave, and one of another type.
        run.Define(Steps + Last, Two.Replace("{ type: string, default: usual }", "string", StringComparison.Ordinal));
        run.Open("go1");
        await run.RanAsync("two");
        Assert.Equal(["HEARTH4115"], FollowedRun.Warnings(await run.Workspace.JsonAsync("show", "latest")));
        run.Define(Steps + Last, Two);
        run.Open("go2");
        var ended = await run.EndAsync();

        Assert.Equal(["+four =inputs"], FollowedRun.Changes(ended));
        Assert.Equal("mine-usual", run.Ran.Last());
    }

    [Fact]
    public async Task Kept_code_takes_up_only_what_it_has_the_tasks_for()
    {
        using var run = new FollowedRun(Steps, "code: pinned\ndefinition: follow");
        run.Workspace.Write("tasks/Other.cs", "public sealed class Other : Hearth.ITask<Other.Input, string> { public sealed record Input(); public Task<string> RunAsync(Input input, Hearth.TaskContext context) => Task.FromResult(\"other\"); }");
        run.Start();
        await run.RanAsync("one");
        run.Define(Steps + "\n  four: { needs: three, task: other }", "code: pinned\ndefinition: follow");
        run.Open("go1");
        await run.RanAsync("two");
        Assert.Equal(["HEARTH4115"], FollowedRun.Warnings(await run.Workspace.JsonAsync("show", "latest")));
        run.Define(Steps + "\n  four: { needs: three, task: act, with: { name: four } }", "code: pinned\ndefinition: follow");
        run.Open("go2");
        var ended = await run.EndAsync();

        Assert.Equal(["+four"], FollowedRun.Changes(ended));
        Assert.Equal("succeeded", ended.Step("four").GetProperty("status").GetString());
    }
}
