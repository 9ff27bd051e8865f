using System.Text.Json;
using Hearth.Samples.Tests.Support;

namespace Hearth.Samples.Tests;

/// <summary>The sample as a newcomer runs it: by the command, in a folder of its own.</summary>
public sealed class CommandTests
{
    [Fact]
    public async Task The_sample_runs_as_it_is_and_leaves_its_report()
    {
        using var folder = new TemporaryFolder();
        folder.Copy(Repository.Sample);

        var valid = await Tool.RunAsync(folder.Root, "dotnet", [Repository.Command, "validate", "--json"]);
        var output = JsonElement.Parse(await Tool.RunAsync(folder.Root, "dotnet", [Repository.Command, "run", "repo-health", "now=2026-03-01", "--json"]));

        Assert.NotEmpty(valid);
        var outputs = output.GetProperty("outputs");
        Assert.Equal(10, outputs.GetProperty("summary").GetProperty("packages").GetInt32());
        var html = await File.ReadAllTextAsync(outputs.GetProperty("report").GetString()!);
        Assert.StartsWith("<!doctype html>", html, StringComparison.Ordinal);
        var report = JsonElement.Parse(await File.ReadAllTextAsync(outputs.GetProperty("data").GetString()!));
        Assert.Equal("2026-03-01", report.GetProperty("generated").GetString());
        Assert.Equal("fixtures", report.GetProperty("folder").GetString());
        var kettle = report.GetProperty("packages").EnumerateArray().Single(package => package.GetProperty("path").GetString() == "kettle");
        Assert.Equal((5, 100, "A"), (kettle.GetProperty("index").GetInt32(), kettle.GetProperty("score").GetInt32(), kettle.GetProperty("grade").GetString()));
    }
}
