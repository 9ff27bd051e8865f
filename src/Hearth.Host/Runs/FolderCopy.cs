namespace Hearth.Host.Runs;

/// <summary>Copies a folder with all that is in it.</summary>
internal static class FolderCopy
{
    /// <summary>Files that are there already are written over. Links are copied as what they lead to.</summary>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static void Copy(string from, string to, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)), overwrite: true);
        }
    }
}
