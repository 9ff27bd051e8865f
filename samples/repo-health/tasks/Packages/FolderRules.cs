namespace RepoHealth;

/// <summary>Which folders are packages, and which are not worth a look.</summary>
public static class FolderRules
{
    private static readonly HashSet<string> Manifests = new(StringComparer.OrdinalIgnoreCase)
    {
        "package.json", "pyproject.toml", "setup.py", "Cargo.toml", "go.mod", "pom.xml", "build.gradle", "build.gradle.kts", "composer.json", "Gemfile",
    };

    private static readonly string[] ManifestExtensions = [".csproj", ".sln", ".slnx"];

    private static readonly HashSet<string> Skipped = new(StringComparer.OrdinalIgnoreCase) { "node_modules", "bin", "obj", "vendor", "target" };

    public static bool IsManifest(string fileName) =>
        Manifests.Contains(fileName) || ManifestExtensions.Contains(Path.GetExtension(fileName), StringComparer.OrdinalIgnoreCase);

    /// <summary>Built, fetched and hidden things say nothing of a package.</summary>
    public static bool IsSkipped(string folderName) => folderName.StartsWith('.') || Skipped.Contains(folderName);

    /// <summary>In a worktree and in a submodule <c>.git</c> is a file.</summary>
    public static bool IsRepository(string folder)
    {
        var git = Path.Combine(folder, ".git");
        return Directory.Exists(git) || File.Exists(git);
    }

    /// <summary>A path below a folder, with <c>/</c> on every system; <c>.</c> for the folder itself.</summary>
    public static string Relative(string folder, string path) => Path.GetRelativePath(folder, path).Replace('\\', '/');

    public static bool IsInside(string folder, string path)
    {
        var relative = Relative(folder, path);
        return relative != ".." && !relative.StartsWith("../", StringComparison.Ordinal) && !Path.IsPathRooted(relative);
    }
}
