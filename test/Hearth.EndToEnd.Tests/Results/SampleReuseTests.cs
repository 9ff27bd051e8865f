using Hearth.EndToEnd.Tests.Support;

namespace Hearth.EndToEnd.Tests.Results;

/// <summary>The sample after one edit each: exactly what the edit concerns is computed, and no more than outputs change.</summary>
public sealed class SampleReuseTests
{
    private const string Nothing = "";

    private const string Inspections = "inspect[0] inspect[1] inspect[2] inspect[3] inspect[4] inspect[5] inspect[6] inspect[7] inspect[8] inspect[9]";

    [Fact]
    public async Task Each_edit_computes_what_it_concerns()
    {
        using var workspace = new TestWorkspace("workers: 2");
        Samples.Copy("repo-health", workspace.Root);
        File.Delete(workspace.PathOf("tasks/Act.cs"));
        using var host = await workspace.ServeAsync();
        async Task<string> ComputedAsync()
        {
            var run = await workspace.RunAsync("run", "repo-health", "now=2026-03-01", "--json");
            Assert.True(run.ExitCode == 0, run.ToString());
            Assert.True(File.Exists(Path.Combine(run.Json.GetProperty("directory").GetString()!, "artifacts", "report", "report.html")));
            return (await workspace.JsonAsync("show", "latest", "--all")).Computed();
        }

        void Edit(string path, string old, string current)
        {
            var text = File.ReadAllText(workspace.PathOf(path));
            Assert.Contains(old, text, StringComparison.Ordinal);
            workspace.Write(path, text.Replace(old, current, StringComparison.Ordinal));
        }

        Assert.Equal($"discover {Inspections} score report", await ComputedAsync());
        Assert.Equal(Nothing, await ComputedAsync());

        // A file in one package.
        Edit("fixtures/kettle/README.md", "# ", "# The ");
        Assert.Equal("inspect[5] score report", await ComputedAsync());

        // The body of a helper, with the same results.
        Edit("tasks/Licences/LicenceNames.cs", "found.Any(name => names.Contains(Base(name)))", "found.Select(Base).Any(names.Contains)");
        Assert.Equal(Inspections, await ComputedAsync());

        // A comment.
        Edit("tasks/Inspect.cs", "public sealed class", "// Nothing else.\npublic sealed class");
        Assert.Equal(Nothing, await ComputedAsync());

        // The score task.
        Edit("tasks/Scoring/Scoring.cs", ">= 90 => \"A\"", ">= 85 => \"A\"");
        Assert.Equal("score report", await ComputedAsync());

        // A file that nothing declares.
        workspace.Write("notes.md", "unused");
        Assert.Equal(Nothing, await ComputedAsync());

        // One that might have been a package, and is none.
        workspace.Write("fixtures/unused.txt", "unused");
        Assert.Equal("discover", await ComputedAsync());

        // The workflow's description.
        Edit("workflows/repo-health.yaml", "description: Looks into", "description: Looks again into");
        Assert.Equal(Nothing, await ComputedAsync());

        // The default of an input.
        Edit("workflows/repo-health.yaml", "default: Repository health", "default: Health of repositories");
        Assert.Equal("report", await ComputedAsync());
        await workspace.StopAsync(host);
    }
}
