using Hearth;

namespace RepoHealth;

/// <summary>Finds the packages and git repositories of a folder.</summary>
public sealed class Discover : ITask<Discover.Input, FoundPackages>
{
    /// <param name="Folder">Where to look; relative to the workspace, or absolute.</param>
    /// <param name="Depth">How many levels below the folder to look.</param>
    public sealed record Input(string Folder, int Depth = 4);

    public Task<FoundPackages> RunAsync(Input input, TaskContext context)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Home(input.Folder), context.Files.Workspace));
        if (File.Exists(root))
            throw new ArgumentException($"'{input.Folder}' is a file, not a folder ({root}). Give the folder that holds the packages, or the file as list=...");
        if (!Directory.Exists(root))
            throw new DirectoryNotFoundException(
                $"There is no folder '{input.Folder}' ({root}). Give folder=..., absolute or relative to the workspace {context.Files.Workspace}");

        var finder = new PackageFinder(root, input.Depth, context.CancellationToken)
        {
            Progress = (found, folder) => context.Report(found, message: $"packages so far, looking in {folder}"),
        };
        finder.Search();
        return Task.FromResult(new FoundPackages(finder.Packages, finder.Notes).Told(input.Folder, context));
    }

    /// <summary>Not every shell expands <c>folder=~/code</c>.</summary>
    private static string Home(string folder) => folder == "~" || folder.StartsWith("~/", StringComparison.Ordinal)
        ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + folder[1..]
        : folder;
}
