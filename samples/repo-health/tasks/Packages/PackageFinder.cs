using System.IO.Enumeration;

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

    public void Search() => Look(root, ".", null, depth);

    private void Look(string folder, string path, string? repository, int levels)
    {
        cancellation.ThrowIfCancellationRequested();
        Progress?.Invoke(_packages.Count, path);
        try
        {
            var entries = Entries(folder);
            var isRepository = entries.Exists(entry => entry.Name == ".git");
            if (isRepository)
                repository = folder;
            if (isRepository || entries.Exists(entry => !entry.IsFolder && FolderRules.IsManifest(entry.Name)))
                _packages.Add(new PackageFolder(_packages.Count, null, path, folder, repository ?? root, repository));
            if (levels == 0)
                return;
            foreach (var (name, _) in entries.Where(entry => entry.IsFolder).OrderBy(entry => entry.Name, StringComparer.Ordinal))
                if (!FolderRules.IsSkipped(name) && new DirectoryInfo(Path.Combine(folder, name)) is { LinkTarget: null } inner)
                    Look(inner.FullName, path == "." ? name : $"{path}/{name}", repository, levels - 1);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _notes.Add($"{path}: could not be read ({exception.Message})");
        }
    }

    /// <summary>One question to the system for all: there may be very many folders.</summary>
    private static List<(string Name, bool IsFolder)> Entries(string folder) =>
        [.. new FileSystemEnumerable<(string, bool)>(folder, (ref FileSystemEntry entry) => (entry.FileName.ToString(), entry.IsDirectory), new EnumerationOptions { AttributesToSkip = 0 })];
}
