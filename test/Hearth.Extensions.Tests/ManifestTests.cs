using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hearth.Extensions.Vaults;
using Hearth.Modules.Discovery;

namespace Hearth.Extensions.Tests;

/// <summary>
/// extensions.json says what is in the assembly, so that a host need not look. HEARTH_UPDATE_REFERENCE=1 writes it anew (and fails, so that nobody does it unseen).
/// </summary>
public sealed class ManifestTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void The_manifest_says_what_is_in_the_assembly()
    {
        var assembly = typeof(FileVault).Assembly.Location;
        var found = PluginDiscovery.Find(Path.GetDirectoryName(assembly)!, [assembly],
            [typeof(IVault).Assembly.Location, .. Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "System*.dll")], CancellationToken.None);
        Assert.Empty(found.Diagnostics);
        var manifest = new JsonArray([.. found.Extensions.Select(extension => new JsonObject
        {
            ["kind"] = extension.Kind.ToString().ToLowerInvariant(),
            ["name"] = extension.Name,
            ["type"] = extension.TypeName,
            ["description"] = extension.Description,
            ["configuration"] = JsonNode.Parse(extension.InputSchema),
        })]).ToJsonString(Indented) + "\n";

        if (Environment.GetEnvironmentVariable("HEARTH_UPDATE_REFERENCE") == "1")
        {
            File.WriteAllText(PathOf(), manifest);
            Assert.Fail("Written anew: review and run again.");
        }

        Assert.Equal(File.ReadAllText(PathOf()), manifest);
    }

    private static string PathOf([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "src", "Hearth.Extensions", "extensions.json"));
}
