using System.Text;

namespace Catalogue;

/// <summary>The files of a copy: paths from its folder, with '/', in order. Links are left out, and so is what is too much.</summary>
public static class SourceFiles
{
    private const int MostFiles = 5_000, MostBytes = 1024 * 1024;
    private static readonly string[] Passed = [".git", "node_modules", "bin", "obj", "vendor", "target", "dist"];

    public static IReadOnlyList<string> List(string folder) =>
        [.. Walk(new DirectoryInfo(folder)).Select(file => Path.GetRelativePath(folder, file.FullName).Replace('\\', '/')).Take(MostFiles).Order(StringComparer.Ordinal)];

    /// <summary>The lines of a text; none when it is too large or no text.</summary>
    public static IReadOnlyList<string> Lines(string folder, string path)
    {
        var file = new FileInfo(Path.Combine(folder, path));
        if (file.Length > MostBytes)
            return [];
        var text = File.ReadAllText(file.FullName, Encoding.UTF8);
        return text.Contains('\0') ? [] : text.ReplaceLineEndings("\n").Split('\n');
    }

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            if (entry.LinkTarget is not null)
                continue;
            if (entry is FileInfo file)
                yield return file;
            else if (entry is DirectoryInfo below && !Passed.Contains(below.Name))
                foreach (var inner in Walk(below))
                    yield return inner;
        }
    }
}
