using Hearth;

namespace RepoHealth;

/// <summary>Finds the packages and git repositories of a folder, or of a list.</summary>
public sealed class Discover : ITask<Discover.Input, Discover.Output>
{
    /// <param name="Folder">Where to look; relative to the workspace, or absolute.</param>
    /// <param name="List">Instead of looking: a file that lists the folders.</param>
    /// <param name="Depth">How many levels below the folder to look.</param>
    /// <param name="Now">The date that ages are counted from; today when not given.</param>
    public sealed record Input(string Folder, string? List = null, int Depth = 4, string? Now = null);

    public sealed record Output(string Folder, DateOnly Now, IReadOnlyList<PackageFolder> Packages, IReadOnlyList<string> Notes);

    public Task<Output> RunAsync(Input input, TaskContext context)
    {
        var now = Date(input.Now, context);
        var notes = new List<string>();
        var packages = input.List is { Length: > 0 } list
            ? PackageList.Read(Path.GetFullPath(list, context.Files.Workspace), notes)
            : Search(input, context, notes);

        foreach (var note in notes)
            context.Log.Warning(note);
        var place = input.List is { Length: > 0 } ? input.List : input.Folder;
        if (packages.Count == 0)
            context.Log.Warning($"No packages in '{place}'. A package has a .git, or a manifest such as package.json, *.csproj, pyproject.toml or Cargo.toml.");
        context.Report(packages.Count, packages.Count, "packages");
        context.Log.Information($"{packages.Count} packages in '{place}'");
        return Task.FromResult(new Output(place, now, packages, notes));
    }

    private static IReadOnlyList<PackageFolder> Search(Input input, TaskContext context, List<string> notes)
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
        notes.AddRange(finder.Notes);
        return finder.Packages;
    }

    /// <summary>Not every shell expands <c>folder=~/code</c>.</summary>
    private static string Home(string folder) => folder == "~" || folder.StartsWith("~/", StringComparison.Ordinal)
        ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + folder[1..]
        : folder;

    private static DateOnly Date(string? now, TaskContext context)
    {
        if (string.IsNullOrEmpty(now))
            return DateOnly.FromDateTime(context.Time.GetUtcNow().UtcDateTime);
        return DateOnly.TryParseExact(now, "yyyy-MM-dd", out var date) ? date : throw new ArgumentException($"now='{now}' is no date. Give it as 2026-01-31.");
    }
}
