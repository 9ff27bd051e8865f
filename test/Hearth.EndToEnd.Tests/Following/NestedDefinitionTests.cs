namespace Hearth.EndToEnd.Tests.Following;

/// <summary>A run in a run follows by its own definition's key, and begins with what the run around it has.</summary>
public sealed class NestedDefinitionTests
{
    [Theory]
    [InlineData("follow", "pin", "1:old 1:old 2:old 2:new")]
    [InlineData("follow", "follow", "1:old 1:new 2:old 2:new")]
    [InlineData("pin", "pin", "1:old 1:old 2:old 2:old")]
    [InlineData("pin", "follow", "1:old 1:new 2:old 2:new")]
    public async Task Each_run_goes_by_its_own_key(string outer, string inner, string ran)
    {
        string Nested(string last) => $"definition: {inner}\ninputs: {{ run: string }}\nsteps:\n" +
            $"  one: {{ task: act, with: {{ name: \"${{{{ inputs.run }}}}:old\", gate: go }} }}\n  two: {{ needs: one, task: act, with: {{ name: \"${{{{ inputs.run }}}}:{last}\" }} }}\n";
        using var run = new FollowedRun("  first: { workflow: nested, with: { run: '1' } }\n  second: { needs: first, workflow: nested, with: { run: '2' } }", $"definition: {outer}");
        run.Workspace.Write("workflows/nested.yaml", Nested("old"));
        run.Start();
        await run.RanAsync("1:old");
        run.Workspace.Write("workflows/nested.yaml", Nested("new"));
        run.Open("go");
        var ended = await run.EndAsync();

        Assert.Equal(ran, string.Join(' ', run.Ran));
        Assert.Equal("first:succeeded second:succeeded", FollowedRun.Steps(ended));
        Assert.Equal(outer == "follow" ? ["~first ~second"] : (string[])[], FollowedRun.Changes(ended));
    }
}
