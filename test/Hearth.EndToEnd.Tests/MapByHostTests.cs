using Hearth.EndToEnd.Tests.Support;

namespace Hearth.EndToEnd.Tests;

/// <summary><c>hearth map</c> where a host is up.</summary>
public sealed class MapByHostTests
{
    [Fact]
    public async Task The_host_that_is_up_does_the_items()
    {
        using var workspace = new TestWorkspace();
        workspace.Write("items.jsonl", """
            {"name": "a"}
            {"name": "b"}

            """);
        using var host = await workspace.ServeAsync();

        var run = await workspace.JsonAsync("map", "act", "items.jsonl", "--out", "results.jsonl");
        await workspace.StopAsync(host);

        Assert.Equal("succeeded", run.GetProperty("status").GetString());
        Assert.Equal(["a", "b"], workspace.Ran.Select(item => item.Name).Order());
        Assert.Equal(2, File.ReadAllLines(workspace.PathOf("results.jsonl")).Length);
    }
}
