using System.Text.Json;
using RepoHealth;

namespace Hearth.Samples.Tests.Support;

/// <summary>Runs the tasks of the sample one after the other, with JSON between them, as the workflow does.</summary>
internal static class Pipeline
{
    private static readonly JsonSerializerOptions Options = HearthJson.CreateOptions();

    public static async Task<PipelineResult> RunAsync(string folder, string? list = null, int depth = 4)
    {
        var now = new DateOnly(2026, 3, 1);
        using var artifacts = new TemporaryFolder();
        var context = new MemoryContext(folder, artifacts.Root);
        var found = Cross(list is null ? await new Discover().RunAsync(new Discover.Input(folder, depth), context) : await new ReadList().RunAsync(new ReadList.Input(list), context));
        var inspections = new List<Inspection>();
        foreach (var package in found.Packages)
            inspections.Add(Cross(await new Inspect().RunAsync(new Inspect.Input(package), context)));
        var scores = Cross(await new Score().RunAsync(new Score.Input(now, inspections), context));
        var report = Cross(await new Report().RunAsync(new Report.Input("A <title>", "somewhere", now, found.Notes, inspections, scores), context));
        return new PipelineResult(
            found,
            inspections,
            JsonSerializer.Deserialize<ReportDocument>(await File.ReadAllTextAsync(report.Json), Options)!,
            await File.ReadAllTextAsync(report.Html),
            context.Lines);
    }

    private static T Cross<T>(T value) => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, Options), Options)!;
}
