using System.Buffers.Binary;
using System.Text.Json;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Journals;

/// <summary>Reads what a worker wrote down of its items, an entry at a time. What was cut off by the writer's death, or is not what was written, ends it.</summary>
public sealed class JournalReader : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private readonly FileStream _file;

    private JournalReader(FileStream file) => _file = file;

    /// <summary>Opens a journal, when its writer is gone.</summary>
    /// <param name="path">The file.</param>
    /// <param name="time">For the wait.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">It cannot be read, or its writer lives on.</exception>
    public static async Task<JournalReader> OpenAsync(string path, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new JournalReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None, 64 * 1024));
            }
            catch (IOException) when (File.Exists(path) && time.GetElapsedTime(started) < Patience)
            {
                // Workers end with their host, but not in the same moment.
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    /// <summary>What its items have in common; null where not even that was written. Read first.</summary>
    public JournalHeader? ReadHeader()
    {
        try
        {
            return Take() is { Length: > 0 } text ? JsonSerializer.Deserialize(text, MessageJson.Default.JournalHeader) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The entries, in the order in which they were written.</summary>
    public IEnumerable<JournalEntry> ReadEntries()
    {
        while (Take() is { Length: >= JournalWriter.EntryHeader } entry && BinaryPrimitives.ReadUInt32LittleEndian(entry) == JournalWriter.Checksum(entry.AsSpan(4)))
        {
            var content = entry.AsMemory(JournalWriter.EntryHeader);
            var error = entry[20] == 1 ? JsonSerializer.Deserialize(content.Span, MessageJson.Default.AttemptError) : null;
            yield return new JournalEntry(BinaryPrimitives.ReadInt64LittleEndian(entry.AsSpan(4)), error is null ? content : default, error,
                TimeSpan.FromMicroseconds(BinaryPrimitives.ReadInt64LittleEndian(entry.AsSpan(12))));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>A length and so many bytes; null where they are not all there.</summary>
    private byte[]? Take()
    {
        Span<byte> header = stackalloc byte[4];
        if (_file.ReadAtLeast(header, 4, throwOnEndOfStream: false) < 4)
            return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(header);
        if (length < 0 || length > _file.Length - _file.Position)
            return null;
        var bytes = new byte[length];
        _file.ReadExactly(bytes);
        return bytes;
    }
}
