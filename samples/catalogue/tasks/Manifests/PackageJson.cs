using System.Text.Json;

namespace Catalogue;

/// <summary>The manifest of npm.</summary>
public static class PackageJson
{
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static Manifest Read(string file, string text)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        return root.ValueKind == JsonValueKind.Object
            ? new Manifest(file, "npm", root.Text("name"), root.Text("version"), root.Text("description"), Licence(root), Keywords(root))
            : throw new JsonException("It is no object.", null, 0, 0);
    }

    /// <summary>A text; in older packages an object with a type, or a list of these.</summary>
    private static string? Licence(JsonElement root)
    {
        if (root.TryGetProperty("license", out var licence))
            return licence.Text() ?? licence.Text("type");
        return root.TryGetProperty("licenses", out var several) && several.ValueKind == JsonValueKind.Array
            && several.EnumerateArray().Select(one => one.Text() ?? one.Text("type")).OfType<string>().ToList() is { Count: > 0 } names ? string.Join(" OR ", names) : null;
    }

    private static List<string> Keywords(JsonElement root) =>
        root.TryGetProperty("keywords", out var keywords) && keywords.ValueKind == JsonValueKind.Array ? [.. keywords.EnumerateArray().Select(word => word.Text()).OfType<string>()] : [];
}
