namespace Hearth.Coherence.Tests.Watching;

/// <summary>Random changes of a small world of folders and files, in which every name is used again and again.</summary>
internal sealed class Storm(WatchBench bench, Random random)
{
    private const int Depth = 3;
    private static readonly string[] FolderNames = ["p", "q", "r", "bin"], FileNames = ["a", "b", "c", "d"];
    private readonly List<string> _folders = [.. Below("", Depth)];
    private int _written;

    /// <summary>All files that ever may be there, but for those in excluded folders.</summary>
    public IEnumerable<string> Files => _folders.Where(IsWatched).SelectMany(folder => FileNames.Select(file => Path.Join(folder, file)));

    /// <summary>All folders that ever may be there, but for excluded ones.</summary>
    public IEnumerable<string> Folders => _folders.Where(IsWatched);

    public void Change()
    {
        try
        {
            switch (random.Next(100))
            {
                case < 45:
                    bench.Write(AnyFile(), $"{++_written}");
                    break;
                case < 60:
                    Save(AnyFile());
                    break;
                case < 70:
                    File.Delete(bench.PathOf(AnyFile()));
                    break;
                case < 78:
                    File.Move(bench.PathOf(AnyFile()), bench.PathOf(AnyFile()), overwrite: true);
                    break;
                case < 92:
                    Directory.Move(bench.PathOf(AnyFolder()), bench.PathOf(AnyFolder()));
                    break;
                default:
                    Directory.Delete(bench.PathOf(AnyFolder()), recursive: true);
                    break;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // There is nothing of this name, or there is already: the next change is another.
        }
    }

    /// <summary>What a file holds, by the disk.</summary>
    public string TextOf(string file) => File.Exists(bench.PathOf(file)) ? File.ReadAllText(bench.PathOf(file)) : "(none)";

    /// <summary>What a folder lists, by the disk.</summary>
    public string NamesIn(string folder) => Directory.Exists(bench.PathOf(folder))
        ? string.Join(' ', Directory.EnumerateFileSystemEntries(bench.PathOf(folder)).Select(Path.GetFileName).Order(StringComparer.Ordinal))
        : "";

    private static bool IsWatched(string folder) => !folder.Split('/').Contains("bin");

    private static IEnumerable<string> Below(string folder, int depth) =>
        depth == 0 ? [folder] : FolderNames.SelectMany(name => Below(Path.Join(folder, name), depth - 1)).Prepend(folder);

    private string AnyFolder() => _folders[1 + random.Next(_folders.Count - 1)];

    private string AnyFile() => Path.Join(_folders[random.Next(_folders.Count)], FileNames[random.Next(FileNames.Length)]);

    private void Save(string file)
    {
        bench.Write(file + ".tmp", $"{++_written}");
        File.Move(bench.PathOf(file + ".tmp"), bench.PathOf(file), overwrite: true);
    }
}
