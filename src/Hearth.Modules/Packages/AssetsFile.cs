using System.Collections.Immutable;
using System.Text.Json;
using Hearth.Modules.Projects;

namespace Hearth.Modules.Packages;

/// <summary>Reads <c>obj/project.assets.json</c>, which NuGet writes when it restores a project.</summary>
internal static class AssetsFile
{
    /// <summary>The packages that a project asks for, and those that they need.</summary>
    /// <returns>Null when the file does not answer for this project: other packages, other versions, or not a file of this kind.</returns>
    public static ImmutableArray<ListedPackage>? Read(ReadOnlyMemory<byte> content, IReadOnlyList<PackageItem> packages, ImmutableArray<string> runtimeIdentifiers)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            var root = document.RootElement;
            if (HasErrors(root) || !Lists(root, packages) || Target(root) is not { } target)
                return null;
            var folders = root.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToArray();
            var listed = ImmutableArray.CreateBuilder<ListedPackage>();
            foreach (var library in target.EnumerateObject().OrderBy(library => library.Name, StringComparer.Ordinal))
            {
                if (IsSdk(library) || library.Value.GetProperty("type").GetString() != "package")
                    continue;
                var description = root.GetProperty("libraries").GetProperty(library.Name);
                var path = PathNames.Native(description.GetProperty("path").GetString()!);
                listed.Add(new ListedPackage($"{library.Name} {(description.TryGetProperty("sha512", out var hash) ? hash.GetString() : "")}", [.. folders.Select(folder => Path.Combine(folder, path))],
                    [.. Assets(library.Value, "compile").Select(PathNames.Native)], [.. RuntimeAssets(library.Value, runtimeIdentifiers).Select(PathNames.Native)]));
            }

            return listed.ToImmutable();
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Half written, or of a version that lays it out otherwise: a restore writes it anew.
            return null;
        }
    }

    /// <summary>A restore that failed writes the file too, with what it found and why it failed.</summary>
    private static bool HasErrors(JsonElement root) => root.TryGetProperty("logs", out var logs)
        && logs.EnumerateArray().Any(log => log.TryGetProperty("level", out var level) && level.ValueEquals("Error"));

    private static bool Lists(JsonElement root, IReadOnlyList<PackageItem> packages)
    {
        var framework = root.GetProperty("project").GetProperty("frameworks").EnumerateObject().First().Value;
        if (!framework.TryGetProperty("dependencies", out var dependencies))
            return false;
        var listed = dependencies.EnumerateObject()
            .ToDictionary(dependency => dependency.Name, dependency => dependency.Value, StringComparer.OrdinalIgnoreCase);
        return packages.All(package => listed.TryGetValue(package.Name, out var dependency) && IsVersion(dependency, package.Version));
    }

    /// <summary>NuGet writes 13.0.1 as the range [13.0.1, ), and leaves ranges as they are but for blanks.</summary>
    private static bool IsVersion(JsonElement dependency, string? asked)
    {
        if (asked is null || !dependency.TryGetProperty("version", out var version))
            return asked is null;
        var listed = version.GetString()!.Replace(" ", "");
        var wanted = asked.Replace(" ", "");
        return listed == wanted || listed == $"[{wanted},)";
    }

    /// <summary>The target without a runtime identifier: it lists the assets of every system.</summary>
    private static JsonElement? Target(JsonElement root)
    {
        foreach (var target in root.GetProperty("targets").EnumerateObject())
            if (!target.Name.Contains('/'))
                return target.Value;
        return null;
    }

    private static IEnumerable<string> RuntimeAssets(JsonElement library, ImmutableArray<string> runtimeIdentifiers)
    {
        var specific = library.TryGetProperty("runtimeTargets", out var targets)
            ? targets.EnumerateObject().Select(target => (
                Path: target.Name, Kind: target.Value.GetProperty("assetType").GetString(), Runtime: target.Value.GetProperty("rid").GetString()!)).ToArray()
            : [];
        var chosen = specific.GroupBy(asset => asset.Kind, StringComparer.Ordinal).ToDictionary(
            group => group.Key!,
            group => runtimeIdentifiers.Select(name => group.Where(asset => asset.Runtime == name).Select(asset => asset.Path).ToArray())
                .FirstOrDefault(paths => paths.Length > 0) ?? [],
            StringComparer.Ordinal);
        var managed = chosen.GetValueOrDefault("runtime", []);
        var replaced = managed.Select(path => Path.GetFileName(path)).ToHashSet(StringComparer.Ordinal);
        return Assets(library, "runtime").Where(asset => !replaced.Contains(Path.GetFileName(asset)))
            .Concat(managed).Concat(chosen.GetValueOrDefault("native", []));
    }

    /// <summary>A package that has nothing for this framework says so with a file named <c>_._</c>.</summary>
    private static IEnumerable<string> Assets(JsonElement library, string kind) => library.TryGetProperty(kind, out var assets)
        ? assets.EnumerateObject().Select(asset => asset.Name).Where(name => !name.EndsWith("/_._", StringComparison.Ordinal))
        : [];

    private static bool IsSdk(JsonProperty library) => library.Name.StartsWith("Hearth.Sdk/", StringComparison.OrdinalIgnoreCase);
}
