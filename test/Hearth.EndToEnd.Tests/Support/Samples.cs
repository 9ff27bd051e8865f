namespace Hearth.EndToEnd.Tests.Support;

/// <summary>The workspaces of the checkout's samples, for tests that run and edit them.</summary>
internal static class Samples
{
    /// <summary>Copies a sample as it is checked in.</summary>
    public static void Copy(string sample, string to)
    {
        var from = Path.Combine(Repository.Root, "samples", sample);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(from, file);
            if (relative.Split('/').Any(part => part is ".hearth" or "generated" or "bin" or "obj"))
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(to, relative))!);
            File.Copy(file, Path.Combine(to, relative), overwrite: true);
        }
    }

    /// <summary>Copies all files below a folder, machine state too.</summary>
    public static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var path = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(file, path, overwrite: true);
        }
    }
}
