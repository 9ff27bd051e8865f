using System.Text.Json;

namespace RepoHealth;

/// <summary>Manifests that are JSON.</summary>
public static class JsonManifests
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public static ManifestFacts Npm(string file, string text)
    {
        using var document = JsonDocument.Parse(text, Lenient);
        var root = document.RootElement;
        return Facts(file, root, root.Count("dependencies") + root.Count("devDependencies") + root.Count("peerDependencies"));
    }

    public static ManifestFacts Composer(string file, string text)
    {
        using var document = JsonDocument.Parse(text, Lenient);
        return Facts(file, document.RootElement, document.RootElement.Count("require") + document.RootElement.Count("require-dev"));
    }

    /// <summary>A member of the object in a JSON file, as a text; null when there is none.</summary>
    public static string? Member(string path, string boundary, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(FileText.Read(path, boundary).Content, Lenient);
            return document.RootElement.Text(name);
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static ManifestFacts Facts(string file, JsonElement root, int dependencies) =>
        new(file, root.Text("name"), root.Text("version"), root.Text("description"), Licence(root), dependencies);

    /// <summary>A text; in older packages an object with a type, or a list of either.</summary>
    private static string? Licence(JsonElement root)
    {
        var licence = root.Member("license") ?? root.Member("licenses");
        return licence?.ValueKind == JsonValueKind.Array
            ? string.Join(" OR ", licence.Value.EnumerateArray().Select(One).OfType<string>()) is { Length: > 0 } all ? all : null
            : licence is { } single ? One(single) : null;

        static string? One(JsonElement element) => element.Text() ?? element.Text("type");
    }
}
