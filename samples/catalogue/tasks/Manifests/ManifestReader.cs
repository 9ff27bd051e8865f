using System.Text.Json;
using System.Xml;

namespace Catalogue;

/// <summary>Reads the manifests at the top of a copy.</summary>
public static class ManifestReader
{
    public static IReadOnlyList<Manifest> ReadAll(string folder, IEnumerable<string> files) =>
        [.. files.Where(file => !file.Contains('/')).Select(file => Read(file, string.Join('\n', SourceFiles.Lines(folder, file)))).OfType<Manifest>()];

    /// <returns>Null when the file is no manifest.</returns>
    public static Manifest? Read(string file, string text)
    {
        var kind = Kind(file);
        try
        {
            return kind switch
            {
                "npm" => Clean(PackageJson.Read(file, text)),
                "cargo" => Clean(TomlManifests.Cargo(file, text)),
                "python" => Clean(TomlManifests.Python(file, text)),
                "dotnet" => Clean(ProjectFile.Read(file, text)),
                _ => null,
            };
        }
        catch (JsonException exception)
        {
            return new Manifest(file, kind!, Error: Words.Clean(exception.Message.Split(". ")[0] + '.'), ErrorLine: (int?)exception.LineNumber + 1);
        }
        catch (XmlException exception)
        {
            return new Manifest(file, kind!, Error: Words.Clean(exception.Message), ErrorLine: exception.LineNumber > 0 ? exception.LineNumber : null);
        }
    }

    private static string? Kind(string file) => file switch
    {
        "package.json" => "npm",
        "Cargo.toml" => "cargo",
        "pyproject.toml" => "python",
        _ when file.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase) => "dotnet",
        _ => null,
    };

    private static Manifest Clean(Manifest manifest) => manifest with
    {
        Name = Words.Clean(manifest.Name, 100),
        Version = Words.Clean(manifest.Version, 40),
        Description = Words.Clean(manifest.Description, 300),
        Licence = Words.Clean(manifest.Licence, 80),
    };
}
