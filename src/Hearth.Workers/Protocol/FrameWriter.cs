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
    public void Write(FrameKind kind, long id, ReadOnlySpan<byte> payload) => Write(kind, id, payload, []);

    /// <summary>Adds the frame of <see cref="WriteEnd"/> to others that are sent together, see <see cref="WriteFrames"/>.</summary>
    public static void AppendEnd(IBufferWriter<byte> frames, long id, bool failed, bool goesOn, long microseconds, ReadOnlySpan<byte> content)
    {
        Span<byte> header = stackalloc byte[ItemFrames.EndHeaderLength];
        ItemFrames.WriteEnd(header, failed, goesOn, microseconds);
        var length = LengthOf(header, content);
        Fill(frames.GetSpan(length), FrameKind.Finished, id, header, content);
        frames.Advance(length);
    }

    /// <summary>Sends whole frames.</summary>
    /// <exception cref="IOException">The other end is gone.</exception>
    public void WriteFrames(ReadOnlySpan<byte> frames)
    {
        lock (_writing)
            stream.Write(frames);
    }

    private static int LengthOf(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) => first.Length + second.Length <= WorkerProtocol.MaximumFrame
        ? 13 + first.Length + second.Length
        : throw new ArgumentException($"A frame of {first.Length + second.Length} bytes is larger than {WorkerProtocol.MaximumFrame}.", nameof(first));

    private static void Fill(Span<byte> buffer, FrameKind kind, long id, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        BinaryPrimitives.WriteInt32LittleEndian(buffer, 9 + first.Length + second.Length);
        buffer[4] = (byte)kind;
        BinaryPrimitives.WriteInt64LittleEndian(buffer[5..], id);
        first.CopyTo(buffer[13..]);
        second.CopyTo(buffer[(13 + first.Length)..]);
    }

    private void Write(FrameKind kind, long id, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var length = LengthOf(first, second);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            Fill(buffer, kind, id, first, second);
            lock (_writing)
                stream.Write(buffer, 0, length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Sends how an attempt ended, without a copy of its content in between.</summary>
    /// <param name="id">The attempt's.</param>
    /// <param name="failed">Whether the content is an error.</param>
    /// <param name="goesOn">Whether the next item of its batch begins with this.</param>
    /// <param name="microseconds">How long the task took.</param>
    /// <param name="content">Its output, or its error.</param>
    /// <exception cref="IOException">The other end is gone.</exception>
    public void WriteEnd(long id, bool failed, bool goesOn, long microseconds, ReadOnlySpan<byte> content)
    {
        Span<byte> header = stackalloc byte[ItemFrames.EndHeaderLength];
        ItemFrames.WriteEnd(header, failed, goesOn, microseconds);
        Write(FrameKind.Finished, id, header, content);
    }

    /// <summary>Sends a message as JSON.</summary>
    public void Write<T>(FrameKind kind, long id, T message, JsonTypeInfo<T> type) =>
        Write(kind, id, JsonSerializer.SerializeToUtf8Bytes(message, type));
}
