namespace RepoHealth;

/// <summary>Finds the licence files of a package, or else those of the repository around it.</summary>
public static class LicenceInspector
{
    private static readonly string[] Names = ["LICENSE", "LICENCE", "COPYING", "UNLICENSE"];

    public static LicenceFacts Inspect(PackageFolder package, string? declared, List<string> notes)
    {
        var isInherited = false;
        var files = Files(package.Location);
        if (files.Count == 0 && package.Repository is { } repository && repository != package.Location)
        {
            files = Files(repository);
            isInherited = files.Count > 0;
        }

        var found = files.Select(file => Recognise(file, package.Boundary, notes)).OfType<string>().Distinct().ToList();
        return new LicenceFacts(
            files.Count == 0 ? null : Text.Clean(string.Join(", ", files.Select(Path.GetFileName))),
            found.Count == 0 ? null : Text.Clean(string.Join(" OR ", found)),
            Text.Clean(declared, 80),
            LicenceNames.Agree(declared, found),
            isInherited);
    }

    private static List<string> Files(string folder) =>
    [
        .. Directory.EnumerateFiles(folder)
            .Where(file => Names.Any(name => Path.GetFileName(file).StartsWith(name, StringComparison.OrdinalIgnoreCase)))
            .Where(file => Path.GetExtension(file).ToLowerInvariant() is not (".cs" or ".js" or ".ts" or ".py" or ".go" or ".rs" or ".json"))
            .Order(StringComparer.Ordinal)
            .Take(8),
    ];

    private static string? Recognise(string file, string boundary, List<string> notes)
    {
        try
        {
            return LicenceText.Recognise(FileText.Read(file, boundary).Content);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            notes.Add($"{Path.GetFileName(file)}: could not be read ({exception.Message})");
            return null;
        }
    }
}
