using System.Buffers.Binary;

namespace Hearth.Workers.Protocol;

/// <summary>Reads frames: length (4 bytes, little endian, of all that follows), kind (1), id (8), payload. Blocking; for a thread of its own.</summary>
/// <param name="stream">The other end's frames.</param>
public sealed class FrameReader(Stream stream) : IDisposable
{
    private readonly BufferedStream _stream = new(stream, 64 * 1024);
    private readonly byte[] _header = new byte[13];

    /// <summary>Waits for a frame.</summary>
    /// <returns>False at the end of the stream, also when it ends inside a frame (the other end died).</returns>
    /// <exception cref="InvalidDataException">The length is not one that the other end would write.</exception>
    public bool TryRead(out Frame frame)
    {
        frame = default;
        if (!Fill(_header))
            return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(_header) - 9;
        if (length is < 0 or > WorkerProtocol.MaximumFrame)
            throw new InvalidDataException($"A frame of {length} bytes is not part of this protocol.");
        var payload = length == 0 ? [] : new byte[length];
        if (!Fill(payload))
            return false;
        frame = new Frame((FrameKind)_header[4], BinaryPrimitives.ReadInt64LittleEndian(_header.AsSpan(5)), payload);
        return true;
    }

    /// <summary>Closes the stream.</summary>
    public void Dispose() => _stream.Dispose();

    private bool Fill(Span<byte> buffer)
    {
        try
        {
            return _stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) == buffer.Length;
        }
        catch (IOException)
        {
            // A broken pipe reads as the end: the process behind it is gone.
            return false;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }
}
