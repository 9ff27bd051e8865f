using Hearth;

namespace RepoHealth;

/// <summary>The packages to look into.</summary>
/// <param name="Packages">In the order of the report.</param>
/// <param name="Notes">What was left out, and why.</param>
public sealed record FoundPackages(IReadOnlyList<PackageFolder> Packages, IReadOnlyList<string> Notes)
{
    /// <summary>Says in the log what was found.</summary>
    public FoundPackages Told(string place, TaskContext context)
    {
        foreach (var note in Notes)
            context.Log.Warning(note);
        if (Packages.Count == 0)
            context.Log.Warning($"No packages in '{place}'. A package has a .git, or a manifest such as package.json, *.csproj, pyproject.toml or Cargo.toml.");
        context.Report(Packages.Count, Packages.Count, "packages");
        context.Log.Information($"{Packages.Count} packages in '{place}'");
        return this;
    }
}
