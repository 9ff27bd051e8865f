using System.Text.RegularExpressions;

namespace RepoHealth;

/// <summary>Manifests that are programs or formats of their own: only what can be read without running them.</summary>
public static partial class PlainManifests
{
    public static ManifestFacts GoModule(string file, string text)
    {
        var name = Module().Match(text) is { Success: true } module ? module.Groups[1].Value : null;
        return new ManifestFacts(file, name, null, null, null, Required().Count(text));
    }

    public static ManifestFacts Setup(string file, string text)
    {
        string? Argument(string name) => Regex.Match(text, $"""\b{name}\s*=\s*["']([^"'\n]*)["']""", RegexOptions.None, TimeSpan.FromSeconds(1)) is { Success: true } match ? match.Groups[1].Value : null;
        return new ManifestFacts(file, Argument("name"), Argument("version"), Argument("description"), Argument("license"), 0);
    }

    public static ManifestFacts Gemfile(string file, string text) => new(file, null, null, null, null, Gem().Count(text));

    public static ManifestFacts NameOnly(string file, string text) => new(file, file.StartsWith("build.", StringComparison.Ordinal) ? null : Path.GetFileNameWithoutExtension(file), null, null, null, 0);

    [GeneratedRegex(@"^module[ \t]+(\S+)", RegexOptions.Multiline)]
    private static partial Regex Module();

    [GeneratedRegex(@"^(?:require[ \t]+|[ \t]+)[\w.-]+\.[\w./~-]+[ \t]+v\d", RegexOptions.Multiline)]
    private static partial Regex Required();

    [GeneratedRegex("""^[ \t]*gem[ \t]+["']""", RegexOptions.Multiline)]
    private static partial Regex Gem();
}
