using Hearth.EndToEnd.Tests.Support;

namespace Hearth.EndToEnd.Tests.Results;

/// <summary><c>run --fresh</c> and <c>run --plan</c>.</summary>
public sealed class FreshTests
{
    private const string Flow = """
        inputs: { name: { type: string, default: a } }
        steps:
          one: { task: act, with: { name: "${{ inputs.name }}" }, cache: { files: data } }
          two: { task: act, needs: one, with: { name: "${{ steps.one.output.name }}2" }, cache: true }
          all: { task: act, needs: one, map: [x, "${{ steps.one.output.name }}"], with: { name: "${{ item }}i" }, cache: true }
          open: { task: act, needs: two, with: { name: open } }
          last: { task: act, needs: open, with: { name: "${{ steps.open.output.name }}" }, cache: true }
          free: { task: act, needs: open, with: { name: free }, cache: true }
          never: { task: act, when: "inputs.name == 'never'", cache: true }
        """;

    [Fact]
    public async Task Fresh_steps_are_computed_and_replace_what_was_kept()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("workflows/flow.yaml", "steps:\n  one: { task: act, with: { name: one }, cache: true }\n  inner: { needs: one, workflow: inner }\n  two: { task: act, needs: one, with: { name: \"${{ steps.one.output.name }}2\" }, cache: true }\n");
        workspace.Write("workflows/inner.yaml", "inputs: { kind: { type: string, default: k } }\nsteps:\n  deep: { task: act, with: { name: deep }, cache: true }\n");
        using var host = await workspace.ServeAsync();
        await workspace.JsonAsync("run", "flow");
        var one = await workspace.JsonAsync("run", "flow", "--fresh", "one");
        Assert.Equal(["deep", "one", "one", "one2"], workspace.Ran.Select(ran => ran.Name).Order());
        // What depends on it changed nothing; and what was computed is what stands now.
        Assert.Equal($"same code, input and files as in {one.Id()}", (await workspace.JsonAsync("run", "flow")).Reason("one"));
        await workspace.JsonAsync("run", "flow", "--fresh", "inner", "--fresh", "two");
        Assert.Equal(["deep", "deep", "one", "one", "one2", "one2"], workspace.Ran.Select(ran => ran.Name).Order());
        var all = await workspace.JsonAsync("run", "inner", "--fresh", "kind=z");
        Assert.Equal("z", all.GetProperty("inputs").GetProperty("kind").GetString());
        await workspace.JsonAsync("run", "flow", "--fresh");
        Assert.Equal(["deep", "deep", "deep", "deep", "one", "one", "one", "one2", "one2", "one2"], workspace.Ran.Select(ran => ran.Name).Order());

        var unknown = await workspace.RunAsync("run", "flow", "--fresh", "tow");
        Assert.Equal((2, true), (unknown.ExitCode, unknown.Error.Contains("Did you mean 'two'?", StringComparison.Ordinal)));
        await workspace.StopAsync(host);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_plan_says_what_a_run_would_do_and_does_nothing(bool served)
    {
        using var workspace = new TestWorkspace();
        workspace.Write("workflows/flow.yaml", Flow);
        workspace.Write("data/a.txt", "a");
        using var host = served ? await workspace.ServeAsync() : null;
        async Task<string> PlanAsync(params string[] more)
        {
            var plan = await workspace.JsonAsync(["run", "flow", "--plan", .. more]);
            Assert.Equal("flow", plan.GetProperty("workflow").GetString());
            return string.Join(", ", plan.GetProperty("steps").EnumerateArray().Select(step => $"{step.GetProperty("name").GetString()} {step.GetProperty("verdict").GetString()}"
                + (step.TryGetProperty("items", out var items) ? $" {items.GetProperty("reuse").GetInt32()}/{items.GetProperty("total").GetInt32()}" : "")));
        }

        Assert.Equal("one compute, two unknown, all unknown, open compute, last unknown, free compute, never skip", await PlanAsync());
        Assert.Empty((await workspace.JsonAsync("runs")).GetProperty("runs").EnumerateArray());
        Assert.Empty(workspace.Ran);
        var run = (await workspace.JsonAsync("run", "flow")).Id();
        var count = workspace.Ran.Count;
        Assert.Equal("one reuse, two reuse, all reuse 2/2, open compute, last unknown, free reuse, never skip", await PlanAsync());
        Assert.Equal("one compute, two unknown, all unknown, open compute, last unknown, free reuse, never skip", await PlanAsync("name=b"));
        Assert.Equal("one reuse, two compute, all reuse 2/2, open compute, last unknown, free reuse, never skip", await PlanAsync("--fresh", "two"));
        workspace.Write("data/a.txt", "b");
        var changed = await workspace.JsonAsync("run", "flow", "--plan");
        Assert.Equal(["one", "two", "open"], new[] { "one", "two", "open" }.Where(name => changed.Step(name).GetProperty("reason").GetString()!.Length > 0));
        Assert.Equal($"file data/a.txt changed since {run}", changed.Reason("one"));
        Assert.Equal(("depends on what one gives", "no `cache`"), (changed.Reason("two"), changed.Reason("open")));
        Assert.Equal(count, workspace.Ran.Count);
        Assert.Single((await workspace.JsonAsync("runs")).GetProperty("runs").EnumerateArray());
        if (host is not null)
            await workspace.StopAsync(host);
    }
}
