using System.Text.Json;
using RepoHealth;

namespace Hearth.Samples.Tests.Support;

/// <summary>Runs the tasks of the sample one after the other, with JSON between them, as the workflow does.</summary>
internal static class Pipeline
{
    private static readonly JsonSerializerOptions Options = HearthJson.CreateOptions();

    public static async Task<PipelineResult> RunAsync(string folder, string? list = null, int depth = 4, string now = "2026-03-01")
    {
        using var artifacts = new TemporaryFolder();
        var context = new MemoryContext(folder, artifacts.Root);
        var found = Cross(await new Discover().RunAsync(new Discover.Input(folder, list, depth, now), context));
        var inspections = new List<Inspection>();
        foreach (var package in found.Packages)
            inspections.Add(Cross(await new Inspect().RunAsync(new Inspect.Input(package), context)));
        var scores = Cross(await new Score().RunAsync(new Score.Input(found.Now, inspections), context));
        var report = Cross(await new Report().RunAsync(new Report.Input("A <title>", "somewhere", found.Now, found.Notes, inspections, scores), context));
        return new PipelineResult(
            found,
            inspections,
            JsonSerializer.Deserialize<ReportDocument>(await File.ReadAllTextAsync(report.Json), Options)!,
            await File.ReadAllTextAsync(report.Html),
            context.Lines);
    }

    private static T Cross<T>(T value) => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, Options), Options)!;
}
