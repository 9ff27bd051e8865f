using Hearth.Coherence;

namespace Hearth.Modules.Manifests;

/// <summary>
/// The folder of compiled modules: <c>COMPILEKEY.json</c> and <c>IMAGE.dll</c>, both named by content. Files appear whole or not at all, and a
/// file that is there is not changed, because a worker may have it mapped. Safe for use from several processes.
/// </summary>
internal sealed class ModuleFolder(string directory)
{
    public string AssemblyPath(Fingerprint image) => Path.Combine(directory, $"{image}.dll");

    /// <returns>The manifest, when it and the assembly that it speaks of are there and whole.</returns>
    public Manifest? Find(Fingerprint compileKey) =>
        ReadOrNull(ManifestPath(compileKey)) is { } content && ManifestFormat.Read(content) is { } manifest && IsWhole(manifest.Image) ? manifest : null;

    public async Task AddAsync(Fingerprint compileKey, Manifest manifest, byte[] assembly, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        if (!IsWhole(manifest.Image))
            await WriteAsync(AssemblyPath(manifest.Image), assembly, cancellationToken);

        // A later version of Hearth can use its manifest, and this one needs none to go on: leave it.
        var path = ManifestPath(compileKey);
        if (ReadOrNull(path) is not { } present || !ManifestFormat.IsNewer(present))
            await WriteAsync(path, ManifestFormat.Write(manifest), cancellationToken);
    }

    private string ManifestPath(Fingerprint compileKey) => Path.Combine(directory, $"{compileKey}.json");

    private bool IsWhole(Fingerprint image) => ReadOrNull(AssemblyPath(image)) is { } content && Fingerprint.Of(content) == image;

    private static byte[]? ReadOrNull(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllBytes(path) : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static async Task WriteAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        var temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            await File.WriteAllBytesAsync(temporary, content, cancellationToken);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
