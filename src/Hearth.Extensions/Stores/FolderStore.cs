namespace Hearth.Extensions.Stores;

/// <summary>A local folder, or one that the system mounts. Blobs are its files; they appear whole or not at all.</summary>
public sealed class FolderStore : IStore, IConfigurable<FolderStoreSettings>
{
    private const string Unfinished = ".hearth-new";
    private string? _folder;

    /// <inheritdoc/>
    public void Configure(FolderStoreSettings configuration) =>
        _folder = configuration.Path is { Length: > 0 } path ? path : throw new ArgumentException("The store's 'path' is empty.");

    /// <inheritdoc/>
    public async Task PutAsync(string name, Stream content, StoreContext context)
    {
        var path = BlobPath.Of(Root(context), name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = Path.Combine(Path.GetDirectoryName(path)!, $".{Guid.NewGuid():N}{Unfinished}");
        try
        {
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
                await content.CopyToAsync(file, context.CancellationToken);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <inheritdoc/>
    public Task<Stream?> GetAsync(string name, StoreContext context)
    {
        var path = BlobPath.Of(Root(context), name);
        return Task.FromResult<Stream?>(File.Exists(path) ? File.OpenRead(path) : null);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredBlob> ListAsync(string prefix, StoreContext context)
    {
        var root = Root(context);
        foreach (var blob in Files(root).Where(blob => blob.Name.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(blob => blob.Name, StringComparer.Ordinal))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            yield return new StoredBlob(blob.Name, blob.File.Length, new DateTimeOffset(blob.File.LastWriteTimeUtc));
        }

        await Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(string name, StoreContext context)
    {
        var path = BlobPath.Of(Root(context), name);
        var there = File.Exists(path);
        if (there)
            File.Delete(path);
        return Task.FromResult(there);
    }

    private static IEnumerable<(string Name, FileInfo File)> Files(string root) => Directory.Exists(root)
        ? new DirectoryInfo(root).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Where(file => !file.Name.EndsWith(Unfinished, StringComparison.Ordinal))
            .Select(file => (Path.GetRelativePath(root, file.FullName).Replace(Path.DirectorySeparatorChar, '/'), file))
        : [];

    private string Root(StoreContext context) => Path.GetFullPath(_folder ?? throw new InvalidOperationException("The store has no 'path'."), context.Workspace);
}
