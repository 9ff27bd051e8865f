namespace RepoHealth;

/// <summary>A file of a package.</summary>
/// <param name="Path">From the package's folder, with <c>/</c>.</param>
/// <param name="IsOwn">It does not belong to another package inside this one.</param>
public sealed record ScannedFile(string Path, string Location, long Length, DateTime Written, bool IsOwn)
{
    public string Name => System.IO.Path.GetFileName(Path);

    public string Extension => System.IO.Path.GetExtension(Path).ToLowerInvariant();

    public bool IsAtRoot => !Path.Contains('/');
}
