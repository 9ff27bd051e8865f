using System.Text.Json;

namespace RepoHealth;

/// <summary>Reads a file that lists folders: one a line, or a JSON array of paths or of objects with <c>path</c> and <c>name</c>.</summary>
public static class PackageList
{
    private const string Form = "Expected: a text with one folder a line, or a JSON array of paths or of objects with 'path' and, if you like, 'name'.";

    /// <param name="file">The list. Relative paths in it start at its own folder.</param>
    /// <param name="notes">Takes what was left out, and why.</param>
    public static IReadOnlyList<PackageFolder> Read(string file, ICollection<string> notes)
    {
        var text = File.ReadAllText(file);
        var entries = text.AsSpan().TrimStart().StartsWith("[") ? FromJson(file, text) : FromLines(text);
        var start = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var seen = new HashSet<string>();
        var packages = new List<PackageFolder>();
        foreach (var (path, name) in entries)
        {
            var location = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, start));
            if (!Directory.Exists(location))
                notes.Add($"{path}: listed, but there is no such folder ({location})");
            else if (!seen.Add(location))
                notes.Add($"{path}: listed twice, looked at once");
            else
                packages.Add(new PackageFolder(packages.Count, name, path, location, location, FolderRules.IsRepository(location) ? location : null));
        }

        return packages;
    }

    private static List<(string Path, string? Name)> FromLines(string text) =>
    [
        .. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith('#')).Select(line => (line, (string?)null)),
    ];

    private static List<(string Path, string? Name)> FromJson(string file, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return [.. document.RootElement.EnumerateArray().Select((element, index) => Entry(file, element, index))];
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"The list '{file}' begins like JSON and is none: {exception.Message} {Form}", exception);
        }
    }

    private static (string Path, string? Name) Entry(string file, JsonElement element, int index)
    {
        if (element.Text() is { Length: > 0 } path)
            return (path, null);
        if (element.Text("path") is { Length: > 0 } inner)
            return (inner, element.Text("name"));
        throw new ArgumentException($"Element {index} of the list '{file}' names no folder. {Form}");
    }
}
