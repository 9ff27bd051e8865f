namespace Hearth.Samples.Tests.Support;

/// <summary>A folder of the test's own, gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Directory.CreateDirectory(Root);

    public string Root { get; } = Path.Combine(Path.GetTempPath(), $"hearth-sample-{Guid.NewGuid():N}");

    public string PathOf(string path) => Path.Combine(Root, path);

    public string Write(string path, string text)
    {
        var full = PathOf(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return full;
    }

    /// <summary>Copies a folder here, without what commands leave in it.</summary>
    public void Copy(string from)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }))
        {
            var path = Path.GetRelativePath(from, file);
            if (path.Split(Path.DirectorySeparatorChar).Intersect([".hearth", "bin", "obj", "generated"]).Any())
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
            File.Copy(file, PathOf(path));
        }
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
