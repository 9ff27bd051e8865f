using System.Text.Json;
using System.Xml;

namespace RepoHealth;

/// <summary>Reads the manifest of a package: the first that its folder has, of those that say the most.</summary>
public static class ManifestReader
{
    private static readonly (string Pattern, Func<string, string, ManifestFacts> Read)[] Kinds =
    [
        ("package.json", JsonManifests.Npm),
        ("Cargo.toml", TomlManifests.Cargo),
        ("pyproject.toml", TomlManifests.Python),
        ("*.csproj", XmlManifests.Project),
        ("go.mod", PlainManifests.GoModule),
        ("pom.xml", XmlManifests.Maven),
        ("composer.json", JsonManifests.Composer),
        ("setup.py", PlainManifests.Setup),
        ("build.gradle*", PlainManifests.NameOnly),
        ("Gemfile", PlainManifests.Gemfile),
        ("*.slnx", PlainManifests.NameOnly),
        ("*.sln", PlainManifests.NameOnly),
    ];

    public static ManifestFacts? Read(string folder, string boundary, List<string> notes)
    {
        foreach (var (pattern, read) in Kinds)
            if (Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal).FirstOrDefault() is { } file)
                return Read(file, boundary, read, notes);
        return null;
    }

    private static ManifestFacts Read(string file, string boundary, Func<string, string, ManifestFacts> read, List<string> notes)
    {
        var name = Path.GetFileName(file);
        try
        {
            var facts = read(name, FileText.Read(file, boundary).Content);
            return facts with
            {
                Name = Text.Clean(facts.Name, 100),
                Version = Text.Clean(facts.Version, 40),
                Description = Text.Clean(facts.Description, 300),
                Licence = Text.Clean(facts.Licence, 80),
            };
        }
        catch (Exception exception) when (exception is JsonException or XmlException or IOException or UnauthorizedAccessException)
        {
            notes.Add($"{name}: not understood ({Text.Clean(exception.Message)})");
            return new ManifestFacts(name, null, null, null, null, 0);
        }
    }
}
