namespace RepoHealth;

/// <summary>Searches a folder for packages, in a stable order: a folder before what is in it, and names by character code.</summary>
public sealed class PackageFinder(string root, int depth, CancellationToken cancellation)
{
    private readonly List<PackageFolder> _packages = [];
    private readonly List<string> _notes = [];

    /// <summary>Called for each folder that is looked into, with the number of packages so far.</summary>
    public Action<int, string>? Progress { get; init; }

    public IReadOnlyList<PackageFolder> Packages => _packages;

    public IReadOnlyList<string> Notes => _notes;

    public void Search() => Look(new DirectoryInfo(root), null, depth);

    private void Look(DirectoryInfo folder, string? repository, int levels)
    {
        cancellation.ThrowIfCancellationRequested();
        var path = FolderRules.Relative(root, folder.FullName);
        Progress?.Invoke(_packages.Count, path);
        try
        {
            if (FolderRules.IsRepository(folder.FullName))
                repository = folder.FullName;
            if (FolderRules.IsPackage(folder.FullName))
                _packages.Add(new PackageFolder(_packages.Count, null, path, folder.FullName, repository ?? root, repository));
            if (levels == 0)
                return;
            foreach (var inner in folder.GetDirectories().OrderBy(inner => inner.Name, StringComparer.Ordinal))
                if (!FolderRules.IsSkipped(inner.Name) && inner.LinkTarget is null)
                    Look(inner, repository, levels - 1);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _notes.Add($"{path}: could not be read ({exception.Message})");
        }
    }
}
