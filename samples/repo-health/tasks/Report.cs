using System.Text.Encodings.Web;
using System.Text.Json;
using Hearth;

namespace RepoHealth;

/// <summary>Writes report.html, for people, and report.json, for programs.</summary>
public sealed class Report : ITask<Report.Input, Report.Output>
{
    /// <param name="Folder">What was searched, for the headline.</param>
    /// <param name="Now">The date of the report.</param>
    /// <param name="Notes">What could not be looked at.</param>
    public sealed record Input(
        string Title, string Folder, DateOnly Now, IReadOnlyList<string> Notes, IReadOnlyList<Inspection> Inspections, IReadOnlyList<Scorecard> Scores);

    /// <param name="Html">The path of the page, absolute.</param>
    /// <param name="Json">The path of the data, absolute.</param>
    public sealed record Output(string Html, string Json, ReportSummary Summary);

    public async Task<Output> RunAsync(Input input, TaskContext context)
    {
        List<ReportPackage> packages = [.. input.Inspections.Zip(input.Scores, ReportPackage.Of)];
        var report = new ReportDocument(input.Now, input.Title, input.Folder, ReportSummary.Of(packages, input.Now), packages, input.Notes);

        var json = context.Files.Artifact("report.json");
        var options = HearthJson.CreateOptions();
        options.WriteIndented = true;
        options.NewLine = "\n";
        options.Encoder = JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All);
        await using (var file = File.Create(json))
            await JsonSerializer.SerializeAsync(file, report, options, context.CancellationToken);

        var html = context.Files.Artifact("report.html");
        await File.WriteAllTextAsync(html, HtmlPage.Write(report), context.CancellationToken);
        context.Log.Information($"{Text.Plural(packages.Count, "package")}, {report.Summary.AverageScore} of 100 on average: {html}");
        return new Output(html, json, report.Summary);
    }
}
