namespace Catalogue;

/// <summary>Rules about manifests that cannot be told by a line of their text.</summary>
public static class ManifestRules
{
    public static IEnumerable<Finding> Check(Package package)
    {
        if (package is { Manifests.Count: 0, Files: > 0 })
            yield return new Finding("manifest-missing", Severity.Advice, "There is no manifest: package.json, Cargo.toml, pyproject.toml or *.csproj.");
        foreach (var manifest in package.Manifests.Where(manifest => manifest.Error is not null))
            yield return new Finding("manifest-broken", Severity.Error, $"It cannot be read: {manifest.Error}", manifest.File, manifest.ErrorLine);
    }
}
