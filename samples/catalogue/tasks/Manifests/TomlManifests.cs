using System.Text.RegularExpressions;

namespace Catalogue;

/// <summary>Manifests that are TOML, of which only as much is read as they use: tables, texts and lists of texts.</summary>
public static partial class TomlManifests
{
    public static Manifest Cargo(string file, string text)
    {
        var values = Read(text);
        // What it was called before Cargo 0.1; still read.
        var table = values.ContainsKey("package.name") ? "package" : "project";
        return Facts(file, "cargo", values, table, values.GetValueOrDefault($"{table}.license", ""));
    }

    public static Manifest Python(string file, string text)
    {
        var values = Read(text);
        var table = values.ContainsKey("project.name") ? "project" : "tool.poetry";
        var licence = values.GetValueOrDefault($"{table}.license", "");
        return Facts(file, "python", values, table, licence.Contains("file", StringComparison.Ordinal) ? "" : licence);
    }

    private static Manifest Facts(string file, string kind, Dictionary<string, string> values, string table, string licence)
    {
        string? Get(string name) => First(values.GetValueOrDefault($"{table}.{name}", ""));
        return new Manifest(file, kind, Get("name"), Get("version"), Get("description"), First(licence),
            [.. Quoted().Matches(values.GetValueOrDefault($"{table}.keywords", "")).Select(match => match.Groups[1].Value)]);
    }

    private static string? First(string value) => Quoted().Match(value) is { Success: true } text ? text.Groups[1].Value : null;

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
            else if (line.IndexOf('=') is var equals and > 0)
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
}
