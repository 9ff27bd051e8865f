using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Hearth;

namespace Catalogue;

/// <summary>Writes the catalogue: index.html with pictures, for people, and catalogue.json, for programs.</summary>
public sealed class Publish : ITask<Publish.Input, Publish.Output>
{
    private const string Unknown = "It could not be looked into. The run says why: hearth show latest.";

    /// <param name="Date">The day of the catalogue.</param>
    /// <param name="Entries">In the order of the repositories; null for those that failed.</param>
    /// <param name="Notes">What was left out of the list.</param>
    /// <param name="Folder">Where copies are kept.</param>
    public sealed record Input(
        string Title, DateOnly Date, IReadOnlyList<Repository> Repositories, IReadOnlyList<Entry?> Entries, IReadOnlyList<string> Notes, string Folder = "generated/copies");

    /// <param name="Html">The path of the page, absolute.</param>
    /// <param name="Json">The path of the data, absolute.</param>
    public sealed record Output(string Html, string Json, CatalogueSummary Summary);

    public async Task<Output> RunAsync(Input input, TaskContext context)
    {
        IReadOnlyList<CatalogueItem> items = [.. input.Repositories.Zip(input.Entries, (repository, entry) =>
            entry is null
                ? CatalogueItem.Missing(repository, CopyPlace.Of(input.Folder, repository.Url, context.Files).Failure() ?? Unknown)
                : CatalogueItem.Of(entry, PictureFolder.Add(entry.Package, context)))];
        var document = new CatalogueDocument(input.Title, input.Date, CatalogueSummary.Of(items), items, input.Notes);

        var json = context.Files.Artifact("catalogue.json");
        var options = HearthJson.CreateOptions();
        options.WriteIndented = true;
        options.NewLine = "\n";
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        await using (var file = File.Create(json))
            await JsonSerializer.SerializeAsync(file, document, options, context.CancellationToken);

        var html = context.Files.Artifact("index.html");
        await File.WriteAllTextAsync(html, CataloguePage.Write(document), context.CancellationToken);
        context.Log.Information($"{document.Summary.Available} of {Words.Plural(items.Count, "repository", "repositories")}: {html}");
        return new Output(html, json, document.Summary);
    }
}
