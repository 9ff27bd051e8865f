using Hearth;

namespace Catalogue;

/// <summary>Applies all rules to a repository.</summary>
public sealed class Analyse : ITask<Analyse.Input, Entry>
{
    /// <summary>Of one rule in one repository; a hundred more would say nothing more.</summary>
    private const int MostOfOneRule = 20;

    public sealed record Input(Package Package);

    public Task<Entry> RunAsync(Input input, TaskContext context)
    {
        var package = input.Package;
        var folder = context.Files.Resolve(package.Copy.Folder);
        var readme = package.Readme is { } file ? SourceFiles.Lines(folder, file) : [];
        List<Finding> findings = [.. PackageRules.Check(package, readme), .. ManifestRules.Check(package)];
        foreach (var path in SourceFiles.List(folder))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            var rules = TextRules.All.Where(rule => rule.IsAbout(path)).ToList();
            var lines = SourceFiles.Lines(folder, path);
            findings.AddRange(rules.SelectMany(rule => rule.Check(path, lines)));
        }

        IReadOnlyList<Finding> kept = [.. findings.GroupBy(finding => finding.Rule).SelectMany(rule => rule.Take(MostOfOneRule)).OrderByDescending(finding => finding.Severity)];
        foreach (var finding in kept)
            context.Log.Information($"{finding.File ?? package.Name}{(finding.Line is { } line ? $":{line}" : "")}: {finding.Rule}: {finding.Message}");
        return Task.FromResult(new Entry(package, kept));
    }
}
