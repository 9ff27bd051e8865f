using System.Buffers.Binary;
using System.Text.Json;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Journals;

/// <summary>Reads what a worker wrote down of its items.</summary>
public static class JournalReader
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Reads a journal; an entry that was cut off by the writer's death is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="time">For the wait until its writer is gone.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null where not even the header was written.</returns>
    /// <exception cref="IOException">It cannot be read, or its writer lives on.</exception>
    public static async Task<(JournalHeader Header, IReadOnlyList<JournalEntry> Entries)?> ReadAsync(string path, TimeProvider time, CancellationToken cancellationToken)
    {
        var bytes = await ReadAllAsync(path, time, cancellationToken);
        if (Take(bytes, out var rest) is not { } first || JsonSerializer.Deserialize(first.Span, MessageJson.Default.JournalHeader) is not { } header)
            return null;
        var entries = new List<JournalEntry>();
        while (Take(rest, out var next) is { Length: >= JournalWriter.EntryHeader } entry)
        {
            var content = entry[JournalWriter.EntryHeader..];
            var error = entry.Span[16] == 1 ? JsonSerializer.Deserialize(content.Span, MessageJson.Default.AttemptError) : null;
            entries.Add(new JournalEntry(BinaryPrimitives.ReadInt64LittleEndian(entry.Span), error is null ? content : default, error,
                TimeSpan.FromMicroseconds(BinaryPrimitives.ReadInt64LittleEndian(entry.Span[8..]))));
            rest = next;
        }

        return (header, entries);
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAllAsync(string path, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None);
                var bytes = new byte[file.Length];
                await file.ReadExactlyAsync(bytes, cancellationToken);
                return bytes;
            }
            catch (IOException) when (File.Exists(path) && time.GetElapsedTime(started) < Patience)
            {
                // Workers end with their host, but not in the same moment.
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    /// <summary>A length and so many bytes; null where they are not all there.</summary>
    private static ReadOnlyMemory<byte>? Take(ReadOnlyMemory<byte> bytes, out ReadOnlyMemory<byte> rest)
    {
        rest = default;
        if (bytes.Length < 4 || BinaryPrimitives.ReadInt32LittleEndian(bytes.Span) is var length && (length < 0 || length > bytes.Length - 4))
            return null;
        rest = bytes[(4 + length)..];
        return bytes.Slice(4, length);
    }
}
