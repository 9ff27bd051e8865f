using Hearth.Coherence;

namespace Hearth.Store;

/// <summary>Files named by the fingerprint of their content. A file is whole or absent, never half written. Safe for use from several processes.</summary>
/// <param name="directory">The folder; made when first written to.</param>
public sealed class ContentStore(string directory)
{
    /// <summary>Where content with this fingerprint lies, whether it is there or not.</summary>
    public string PathOf(Fingerprint fingerprint)
    {
        var text = fingerprint.ToString();
        return Path.Combine(directory, text[..2], text[2..]);
    }

    /// <summary>Stores bytes.</summary>
    /// <exception cref="StoreException">The disk is full or cannot be written; nothing of it is left.</exception>
    public Fingerprint Put(ReadOnlySpan<byte> content)
    {
        var fingerprint = Fingerprint.Of(content);
        // Where one of another length has its name, it was cut off: a power cut can do that.
        if (new FileInfo(PathOf(fingerprint)) is { Exists: true } file && file.Length == content.Length)
            return fingerprint;
        var temporary = NewTemporary();
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
                stream.Write(content);
            Publish(temporary, fingerprint);
            return fingerprint;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(exception);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Stores what a writer produces, without holding it in memory.</summary>
    /// <exception cref="StoreException">The disk is full or cannot be written; nothing of it is left.</exception>
    public async Task<Fingerprint> PutAsync(Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        var temporary = NewTemporary();
        try
        {
            Fingerprint fingerprint;
            await using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.Asynchronous))
            {
                await write(stream, cancellationToken);
                stream.Position = 0;
                fingerprint = await Fingerprint.OfAsync(stream, cancellationToken);
            }

            Publish(temporary, fingerprint);
            return fingerprint;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(exception);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>The content.</summary>
    /// <exception cref="StoreException">It is not there.</exception>
    public byte[] Get(Fingerprint fingerprint)
    {
        try
        {
            return File.ReadAllBytes(PathOf(fingerprint));
        }
        catch (IOException exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Missing(fingerprint, exception);
        }
    }

    /// <summary>The content, to be read in parts; the caller disposes it.</summary>
    /// <exception cref="StoreException">It is not there.</exception>
    public FileStream Open(Fingerprint fingerprint)
    {
        try
        {
            return new FileStream(PathOf(fingerprint), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0, FileOptions.Asynchronous);
        }
        catch (IOException exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Missing(fingerprint, exception);
        }
    }

    private StoreException Missing(Fingerprint fingerprint, Exception exception) =>
        new(StoreException.Damaged, $"The stored value {fingerprint.Short} is missing ({PathOf(fingerprint)}).", exception);

    private string NewTemporary()
    {
        var temporary = Path.Combine(directory, "new");
        try
        {
            Directory.CreateDirectory(temporary);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(exception);
        }

        return Path.Combine(temporary, Guid.NewGuid().ToString("N"));
    }

    private StoreException NotWritable(Exception exception) =>
        new(StoreException.NotWritable, $"Nothing can be stored in {directory}: {exception.Message}", exception);

    private void Publish(string temporary, Fingerprint fingerprint)
    {
        var path = PathOf(fingerprint);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Move(temporary, path, overwrite: true);
    }
}
