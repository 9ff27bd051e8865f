using Hearth.Coherence;
using Hearth.Coherence.Files;

namespace Hearth.Modules.Projects;

/// <summary>Contents of files, read again only where the file system does not prove that they are the same. Used by one caller at a time.</summary>
internal sealed class FileContents(TimeProvider time)
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The content as it is now.</summary>
    /// <returns>Null when there is no such file.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public FileContent? Read(string path)
    {
        var now = FileStamp.Nanoseconds(time.GetUtcNow());
        if (!FileStamp.TryRead(path, out var stamp))
        {
            _entries.Remove(path);
            return null;
        }

        var known = _entries.GetValueOrDefault(path);
        if (known is not null && known.Content.Stamp == stamp && stamp.IsTrusted(known.Read))
            return known.Content;
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            _entries.Remove(path);
            return null;
        }

        var fingerprint = Fingerprint.Of(bytes);
        // The same object for the same content: who compares need not compare bytes.
        var content = known?.Content.Fingerprint == fingerprint ? known.Content with { Stamp = stamp } : new FileContent(bytes, fingerprint, stamp);
        if (known is not null && known.Content.Fingerprint == fingerprint && known.Content.Stamp == stamp)
            content = known.Content;
        _entries[path] = new Entry(content, now);
        return content;
    }

    /// <summary>Whether any of the files was changed so shortly ago that whoever changes it may not be done.</summary>
    public bool AnyIsFresh()
    {
        var now = FileStamp.Nanoseconds(time.GetUtcNow());
        return _entries.Values.Any(entry => entry.Content.Stamp.IsFresh(now));
    }

    private sealed record Entry(FileContent Content, long Read);
}
