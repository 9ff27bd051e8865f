using Hearth;

namespace Catalogue;

/// <summary>Finds out what a repository is: its manifests, licence, tags and picture.</summary>
public sealed class Enrich : ITask<Enrich.Input, Package>
{
    public sealed record Input(Repository Repository, Copy Copy);

    public Task<Package> RunAsync(Input input, TaskContext context)
    {
        var repository = input.Repository;
        var folder = context.Files.Resolve(input.Copy.Folder);
        var files = SourceFiles.List(folder);
        var manifests = ManifestReader.ReadAll(folder, files);
        var main = manifests.FirstOrDefault(manifest => manifest.Error is null);
        var licenceFile = Licences.File(files);
        var licenceText = licenceFile is null ? null : Licences.Recognise(string.Join('\n', SourceFiles.Lines(folder, licenceFile)));
        var readme = Readme.File(files);
        var lines = readme is null ? [] : SourceFiles.Lines(folder, readme);
        var package = new Package(
            main?.Name ?? repository.Name,
            repository.Url,
            input.Copy,
            main?.Description ?? repository.Description ?? Readme.Description(lines),
            main?.Version,
            Tags.Of([main?.Kind, .. main?.Keywords ?? [], repository.Category]),
            manifests,
            main?.Licence ?? licenceText,
            licenceFile,
            licenceText,
            readme,
            Pictures.Choose(folder, files, [.. main?.Picture is { } picture ? [picture] : Array.Empty<string>(), .. Readme.Pictures(lines)]),
            files.Count);
        context.Log.Information($"{package.Name}: {Words.Plural(files.Count, "file")}, {Words.Plural(manifests.Count, "manifest")}, {Words.Plural(package.Tags.Count, "tag")}, licence {package.Licence ?? "not known"}");
        return Task.FromResult(package);
    }
}
