using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Hearth.Workers.Protocol;

/// <summary>Writes frames; see <see cref="FrameReader"/> for their form. Safe for use from several threads: a frame is never torn.</summary>
/// <param name="stream">Where the other end reads. Not buffered here: a frame has left when the call returns.</param>
public sealed class FrameWriter(Stream stream)
{
    private readonly Lock _writing = new();

    /// <summary>Sends a frame.</summary>
    /// <exception cref="IOException">The other end is gone.</exception>
    /// <exception cref="ArgumentException">The frame is larger than the other end takes.</exception>
    public void Write(FrameKind kind, long id, ReadOnlySpan<byte> payload)
    {
        if (payload.Length > WorkerProtocol.MaximumFrame)
            throw new ArgumentException($"A frame of {payload.Length} bytes is larger than {WorkerProtocol.MaximumFrame}.", nameof(payload));
        var length = 13 + payload.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            BinaryPrimitives.WriteInt32LittleEndian(buffer, 9 + payload.Length);
            buffer[4] = (byte)kind;
            BinaryPrimitives.WriteInt64LittleEndian(buffer.AsSpan(5), id);
            payload.CopyTo(buffer.AsSpan(13));
            lock (_writing)
                stream.Write(buffer, 0, length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Sends a message as JSON.</summary>
    public void Write<T>(FrameKind kind, long id, T message, JsonTypeInfo<T> type) =>
        Write(kind, id, JsonSerializer.SerializeToUtf8Bytes(message, type));
}
