using Hearth;

namespace RepoHealth;

/// <summary>Looks into one package: licence, manifest, readme, last commit, size, languages, links, tests and continuous integration.</summary>
public sealed class Inspect : ITask<Inspect.Input, Inspection>
{
    public sealed record Input(PackageFolder Package);

    public async Task<Inspection> RunAsync(Input input, TaskContext context)
    {
        var inspection = await new PackageInspector(input.Package, context.CancellationToken).InspectAsync();
        context.Log.Information($"{inspection.Path}: {inspection.Name}, {Text.Plural(inspection.Size.Files, "file")}, {Text.Plural(inspection.Links.Broken, "broken link")}");
        foreach (var note in inspection.Notes)
            context.Log.Warning($"{inspection.Path}: {note}");
        return inspection;
    }
}
