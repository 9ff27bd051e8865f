using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text.Json;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Journals;

/// <summary>
/// Writes down how items of a batch ended, before the host is told: when the host dies before it has recorded that, whoever takes the run up finds it here, and
/// does not do again what was done. The file is locked while its writer lives. Not synced: it is for the death of a process, not of the machine.
/// </summary>
/// <remarks>
/// A header (length, 4 bytes; JSON), then entries: length of what follows (4), checksum of what follows that (4, CRC-32C), item (8), microseconds (8), whether it failed (1),
/// output or error as JSON. All numbers are little endian. After a power cut the end may be of zeros: what has another checksum is not there.
/// </remarks>
internal sealed class JournalWriter : IDisposable
{
    internal const int EntryHeader = 21;
    private readonly FileStream _file;

    /// <exception cref="IOException">The file cannot be made.</exception>
    public JournalWriter(string path, JournalHeader header)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var text = JsonSerializer.SerializeToUtf8Bytes(header, MessageJson.Default.JournalHeader);
        var bytes = new byte[4 + text.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, text.Length);
        text.CopyTo(bytes, 4);
        _file.Write(bytes);
    }

    /// <exception cref="IOException">The disk is full or gone.</exception>
    public void Write(long item, bool failed, long microseconds, ReadOnlySpan<byte> content)
    {
        var length = 4 + EntryHeader + content.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            BinaryPrimitives.WriteInt32LittleEndian(buffer, length - 4);
            BinaryPrimitives.WriteInt64LittleEndian(buffer.AsSpan(8), item);
            BinaryPrimitives.WriteInt64LittleEndian(buffer.AsSpan(16), microseconds);
            buffer[24] = failed ? (byte)1 : (byte)0;
            content.CopyTo(buffer.AsSpan(25));
            BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(4), Checksum(buffer.AsSpan(8, length - 8)));
            _file.Write(buffer, 0, length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose() => _file.Dispose();

    internal static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        for (; bytes.Length >= 8; bytes = bytes[8..])
            sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var one in bytes)
            sum = BitOperations.Crc32C(sum, one);
        return ~sum;
    }
}
