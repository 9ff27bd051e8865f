namespace RepoHealth;

/// <summary>Lists the files of a package, without what is built, fetched or hidden, and without following links to folders.</summary>
public sealed class FolderScan(string root, List<string> notes, CancellationToken cancellation)
{
    public const int Limit = 20_000;

    private readonly List<ScannedFile> _files = [];
    private readonly List<string> _folders = [];
    private bool _full;

    /// <summary>In a stable order: the files of a folder before those of the folders in it.</summary>
    public IReadOnlyList<ScannedFile> Files => _files;

    /// <summary>Paths from the package's folder, with <c>/</c>.</summary>
    public IReadOnlyList<string> Folders => _folders;

    public void Run()
    {
        Scan(new DirectoryInfo(root), isOwn: true, depth: 0);
        if (_full)
            notes.Add($"more than {Limit} files: the others were left out");
    }

    private void Scan(DirectoryInfo folder, bool isOwn, int depth)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            var entries = folder.GetFileSystemInfos();
            Array.Sort(entries, (left, right) => string.CompareOrdinal(left.Name, right.Name));
            isOwn = isOwn && (depth == 0 || !IsPackage(entries));
            foreach (var file in entries.OfType<FileInfo>())
                Add(file, isOwn);
            foreach (var inner in entries.OfType<DirectoryInfo>())
                Enter(inner, isOwn, depth + 1);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            notes.Add($"{FolderRules.Relative(root, folder.FullName)}: could not be read ({exception.Message})");
        }
    }

    private void Enter(DirectoryInfo folder, bool isOwn, int depth)
    {
        if (_full || FolderRules.IsSkipped(folder.Name))
            return;
        if (folder.LinkTarget is not null)
        {
            notes.Add($"{FolderRules.Relative(root, folder.FullName)}: a link to a folder, not followed");
            return;
        }

        if (depth > 64)
        {
            notes.Add($"{FolderRules.Relative(root, folder.FullName)}: too deep, left out");
            return;
        }

        _folders.Add(FolderRules.Relative(root, folder.FullName));
        Scan(folder, isOwn, depth);
    }

    private void Add(FileInfo file, bool isOwn)
    {
        _full |= _files.Count >= Limit;
        if (_full)
            return;
        try
        {
            var length = file.LinkTarget is null ? file.Length : 0;
            _files.Add(new ScannedFile(FolderRules.Relative(root, file.FullName), file.FullName, length, file.LastWriteTimeUtc, isOwn));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            notes.Add($"{FolderRules.Relative(root, file.FullName)}: could not be read ({exception.Message})");
        }
    }

    private static bool IsPackage(FileSystemInfo[] entries) => entries.Any(entry => entry.Name == ".git" || (entry is FileInfo && FolderRules.IsManifest(entry.Name)));
}
