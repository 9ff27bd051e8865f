using System.Text.Json;
using Hearth.EndToEnd.Tests.Support;
using Xunit.Abstractions;

namespace Hearth.EndToEnd.Tests;

/// <summary>The sample over one package folder for each of 1,343 real repositories, with its host killed half way.</summary>
public sealed class SampleAtScaleTests(ITestOutputHelper output)
{
    private const int Packages = 1343;

    [SharedDataFact("modules.json")]
    public async Task A_host_killed_half_way_costs_only_what_was_executing()
    {
        using var workspace = new TestWorkspace("workers: 2");
        Samples.Copy("repo-health", workspace.Root);
        File.Delete(workspace.PathOf("tasks/Act.cs"));
        // The sample is through in two seconds: without a brake the look from outside would come when it is over.
        const string begin = "        var inspection = await";
        var inspect = await File.ReadAllTextAsync(workspace.PathOf("tasks/Inspect.cs"));
        Assert.Contains(begin, inspect, StringComparison.Ordinal);
        workspace.Write("tasks/Inspect.cs", inspect.Replace(begin, "        await Task.Delay(10, context.CancellationToken);\n" + begin, StringComparison.Ordinal));
        Assert.Equal(0, (await workspace.RunAsync("run", "generate", $"list={SharedDataFactAttribute.PathOf("modules.json")}")).ExitCode);

        using (var host = workspace.Start("run", "repo-health", "folder=generated/modules"))
        {
            while (await DoneAsync(workspace) < Packages / 2)
                await Task.Delay(20);
            host.Kill();
            await host.WaitAsync();
        }

        var finished = await DoneAsync(workspace);
        Assert.InRange(finished, Packages / 2, Packages - 1);
        var resumed = await workspace.RunAsync("resume", "latest", "--json");
        Assert.True(resumed.ExitCode == 0, resumed.ToString());

        var step = Inspect(await workspace.JsonAsync("show", "latest", "--all"));
        var attempts = step.GetProperty("attempts").EnumerateArray().ToLookup(attempt => attempt.GetProperty("item").GetInt32());
        Assert.Equal(Enumerable.Range(0, Packages), attempts.Select(item => item.Key).Order());
        Assert.All(attempts, item => Assert.Single(item, attempt => attempt.GetProperty("status").GetString() == "succeeded"));
        var twice = attempts.Where(item => item.Count() > 1).ToList();
        Assert.InRange(twice.Count, 0, 2);
        Assert.All(twice, item => Assert.Equal(["interrupted", "succeeded"], item.Select(attempt => attempt.GetProperty("status").GetString())));

        var report = JsonElement.Parse(await File.ReadAllTextAsync(resumed.Json.GetProperty("outputs").GetProperty("data").GetString()!));
        var packages = report.GetProperty("packages").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(0, Packages), packages.Select(package => package.GetProperty("index").GetInt32()));
        var paths = packages.Select(package => package.GetProperty("path").GetString()).ToList();
        Assert.Equal(paths.Order(StringComparer.Ordinal), paths);
        Assert.Equal(Packages, paths.Distinct().Count());
        output.WriteLine($"killed at {finished} of {Packages}; {twice.Count} items executed twice");
    }

    private static async Task<int> DoneAsync(TestWorkspace workspace)
    {
        var show = await workspace.RunAsync("show", "latest", "--json");
        return show.ExitCode == 0 && show.Json.GetProperty("workflow").GetString() == "repo-health" ? Inspect(show.Json).GetProperty("items").GetProperty("done").GetInt32() : 0;
    }

    private static JsonElement Inspect(JsonElement run) => run.GetProperty("steps").EnumerateArray().Single(step => step.GetProperty("name").GetString() == "inspect");
}
