using System.Text.RegularExpressions;

namespace RepoHealth;

/// <summary>Manifests that are TOML, of which only as much is read as they use: tables, texts and lists of texts.</summary>
public static partial class TomlManifests
{
    public static ManifestFacts Cargo(string file, string text)
    {
        var values = Read(text);
        return Facts(file, values, "package", values.Keys.Count(key => Dependency().IsMatch(key)));
    }

    public static ManifestFacts Python(string file, string text)
    {
        var values = Read(text);
        var table = values.ContainsKey("project.name") ? "project" : "tool.poetry";
        var dependencies = Quoted().Count(values.GetValueOrDefault("project.dependencies", ""))
            + values.Keys.Count(key => key.StartsWith("tool.poetry.dependencies.", StringComparison.Ordinal) && !key.EndsWith(".python", StringComparison.Ordinal));
        return Facts(file, values, table, dependencies);
    }

    private static ManifestFacts Facts(string file, Dictionary<string, string> values, string table, int dependencies)
    {
        string? Get(string name) => values.TryGetValue($"{table}.{name}", out var value) && Quoted().Match(value) is { Success: true } text ? text.Groups[1].Value : null;
        var licence = values.GetValueOrDefault($"{table}.license", "");
        return new ManifestFacts(file, Get("name"), Get("version"), Get("description"), licence.Contains("file", StringComparison.Ordinal) ? null : Get("license"), dependencies);
    }

    /// <summary>Values as they are written, by the names of their table and key. A list may go over several lines.</summary>
    private static Dictionary<string, string> Read(string text)
    {
        var values = new Dictionary<string, string>();
        var table = "";
        string? open = null;
        foreach (var line in text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (open is not null)
            {
                values[open] += "\n" + line;
                open = line.EndsWith(']') ? null : open;
            }
            else if (line[0] == '[' && line.EndsWith(']'))
            {
                table = line.Trim('[', ']', ' ');
            }
            else if (line.IndexOf('=', StringComparison.Ordinal) is var equals and > 0)
            {
                var key = $"{table}.{line[..equals].Trim()}";
                var value = line[(equals + 1)..].Trim();
                values[key] = value;
                open = value.StartsWith('[') && !value.Contains(']') ? key : null;
            }
        }

        return values;
    }

    [GeneratedRegex("""["']([^"'\n]*)["']""")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^(?:dev-|build-)?dependencies\.[^.]+$")]
    private static partial Regex Dependency();
}
