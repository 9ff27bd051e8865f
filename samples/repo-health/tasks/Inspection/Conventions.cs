using System.Text.RegularExpressions;

namespace RepoHealth;

/// <summary>Recognises tests and continuous integration by where they usually are.</summary>
public static partial class Conventions
{
    private static readonly string[] CiFiles =
    [
        ".gitlab-ci.yml", ".travis.yml", "azure-pipelines.yml", "Jenkinsfile", "bitbucket-pipelines.yml", "appveyor.yml", ".appveyor.yml", ".drone.yml", ".woodpecker.yml",
        ".circleci/config.yml",
    ];

    private static readonly string[] CiFolders = [".github/workflows", ".gitea/workflows", ".forgejo/workflows", ".woodpecker"];

    /// <summary>The file or folder that looks like tests, or null.</summary>
    public static string? Tests(FolderScan scan) =>
        scan.Folders.FirstOrDefault(folder => TestFolder().IsMatch(folder)) ?? scan.Files.FirstOrDefault(file => TestFile().IsMatch(file.Name))?.Path;

    /// <summary>The file or folder that sets up continuous integration, of the package or of the repository around it; or null.</summary>
    public static string? Ci(PackageFolder package) => CiOf(package.Location) ?? (package.Repository is { } repository ? CiOf(repository) : null);

    private static string? CiOf(string folder) =>
        CiFiles.FirstOrDefault(file => File.Exists(Path.Combine(folder, file)))
        ?? CiFolders.FirstOrDefault(inner => Path.Combine(folder, inner) is var path && Directory.Exists(path) && Directory.EnumerateFiles(path, "*.y*ml").Any());

    [GeneratedRegex(@"(?:^|/)(?:tests?|__tests__|specs?)$|\.Tests?$", RegexOptions.IgnoreCase)]
    private static partial Regex TestFolder();

    [GeneratedRegex(@"\.(?:test|spec)\.[a-z]+$|^test_.*\.py$|_test\.(?:go|py|rb)$|_spec\.rb$|^tests?\.(?:js|mjs|ts|py)$|Tests?\.(?:cs|java|kt|fs|swift|php)$")]
    private static partial Regex TestFile();
}
