using System.Text.RegularExpressions;

namespace RepoHealth;

/// <summary>Puts together what there is to know of one package. What cannot be read becomes a note.</summary>
public sealed class PackageInspector(PackageFolder package, CancellationToken cancellation)
{
    private const string MetadataFile = "metadata.json";
    private const int MostNotes = 20;

    private readonly List<string> _notes = [];
    private readonly SortedDictionary<string, int> _languages = new(StringComparer.Ordinal);

    /// <summary>The first file with tests among its code, as is usual in Rust.</summary>
    private string? _innerTests;

    public async Task<Inspection> InspectAsync()
    {
        if (!Directory.Exists(package.Location))
            return Nothing("the folder is not there any more");
        try
        {
            return await LookAsync();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Nothing($"could not be read ({exception.Message})");
        }
    }

    private async Task<Inspection> LookAsync()
    {
        var scan = new FolderScan(package.Location, _notes, cancellation);
        scan.Run();
        var manifest = ManifestReader.Read(package.Location, package.Boundary, _notes);
        var licence = LicenceInspector.Inspect(package, manifest?.Licence, _notes);
        var links = new LinkChecker(package);
        foreach (var file in scan.Files)
            Noted(file.Path, () => ReadFile(file, links));
        ReadmeFacts? readme = null;
        Noted("README", () => readme = ReadmeInspector.Inspect(scan, package.Boundary));
        return new Inspection(
            package.Index,
            Text.Clean(package.Name, 100) ?? manifest?.Name ?? FolderName(),
            package.Path,
            licence,
            manifest,
            readme,
            await LastCommitAsync(scan, manifest),
            new SizeFacts(scan.Files.Count, scan.Files.Sum(file => file.Length)),
            _languages.OrderByDescending(language => language.Value).ToDictionary(),
            links.Facts,
            Conventions.Tests(scan) ?? _innerTests,
            Conventions.Ci(package),
            Notes());
    }

    private void ReadFile(ScannedFile file, LinkChecker links)
    {
        cancellation.ThrowIfCancellationRequested();
        var language = Languages.Of(file.Extension);
        var isMarkdown = file.IsOwn && file.Extension is ".md" or ".markdown";
        if (file.Length == 0 || (language is null && !isMarkdown))
            return;
        var text = FileText.Read(file.Location, package.Boundary);
        if (text.IsBinary)
            _notes.Add($"{file.Path}: not a text, in spite of its name");
        else if (text.IsCut)
            _notes.Add($"{file.Path}: {file.Length / 1048576.0:0.0} MiB, of which the first was read");
        if (text.IsBinary)
            return;
        if (language is not null)
            _languages[language] = _languages.GetValueOrDefault(language) + text.Content.AsSpan().TrimEnd().Count('\n') + 1;
        if (language == "Rust" && text.Content.Contains("#[cfg(test)]", StringComparison.Ordinal))
            _innerTests ??= file.Path;
        if (isMarkdown)
            links.Check(file.Path, text.Content, text.IsCut);
    }

    private async Task<CommitFacts> LastCommitAsync(FolderScan scan, ManifestFacts? manifest)
    {
        if (package.Repository is not null && await GitHistory.LastCommitAsync(package.Location, _notes, cancellation) is { } commit)
            return new CommitFacts(commit, CommitSource.Git);
        foreach (var file in (string?[])[MetadataFile, manifest?.File])
            if (file is not null && Path.Combine(package.Location, file) is var path && File.Exists(path)
                && DateTimeOffset.TryParse(JsonManifests.Member(path, package.Boundary, "lastCommit"), out var stated))
                return new CommitFacts(DateOnly.FromDateTime(stated.UtcDateTime), CommitSource.Metadata);
        return scan.Files.Count == 0
            ? new CommitFacts(null, CommitSource.None)
            : new CommitFacts(DateOnly.FromDateTime(scan.Files.Max(file => file.Written)), CommitSource.Files);
    }

    private void Noted(string path, Action look)
    {
        try
        {
            look();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or RegexMatchTimeoutException)
        {
            _notes.Add($"{path}: could not be read ({exception.Message})");
        }
    }

    private Inspection Nothing(string why) => new(
        package.Index, Text.Clean(package.Name, 100) ?? FolderName(), package.Path, new LicenceFacts(null, null, null, true, false), null, null,
        new CommitFacts(null, CommitSource.None), new SizeFacts(0, 0), new Dictionary<string, int>(), new LinkFacts(0, 0, 0, []), null, null, [why]);

    private string FolderName() => Text.Clean(Path.GetFileName(package.Location), 100) ?? package.Location;

    private List<string> Notes()
    {
        var notes = _notes.Distinct().Select(note => Text.Clean(note, 300)).OfType<string>().ToList();
        return notes.Count <= MostNotes ? notes : [.. notes[..MostNotes], $"and {notes.Count - MostNotes} more"];
    }
}
