using System.Buffers.Binary;

namespace Hearth.Workers.Protocol;

/// <summary>Reads frames: length (4 bytes, little endian, of all that follows), kind (1), id (8), payload. Blocking; for a thread of its own.</summary>
/// <param name="stream">The other end's frames.</param>
public sealed class FrameReader(Stream stream) : IDisposable
{
    private const int HeaderLength = 13, BufferLength = 64 * 1024;
    private readonly byte[] _usual = new byte[BufferLength];
    private byte[]? _large;
    private int _start, _end;

    /// <summary>Whether a whole frame is there already, so that reading it does not wait.</summary>
    public bool HasFrame => _end - _start >= HeaderLength && _end - _start - HeaderLength >= BinaryPrimitives.ReadInt32LittleEndian(_usual.AsSpan(_start)) - 9;

    /// <summary>Waits for a frame.</summary>
    /// <returns>False at the end of the stream, also when it ends inside a frame (the other end died).</returns>
    /// <exception cref="InvalidDataException">The length is not one that the other end would write.</exception>
    public bool TryRead(out Frame frame)
    {
        frame = default;
        _large = null;
        if (!Fill(HeaderLength))
            return false;
        var header = _usual.AsSpan(_start, HeaderLength);
        var length = BinaryPrimitives.ReadInt32LittleEndian(header) - 9;
        if (length is < 0 or > WorkerProtocol.MaximumFrame)
            throw new InvalidDataException($"A frame of {length} bytes is not part of this protocol.");
        var (kind, id) = ((FrameKind)header[4], BinaryPrimitives.ReadInt64LittleEndian(header[5..]));
        ReadOnlyMemory<byte> payload;
        if (HeaderLength + length > BufferLength)
        {
            _start += HeaderLength;
            if (!ReadLarge(length))
                return false;
            payload = _large;
        }
        else
        {
            if (!Fill(HeaderLength + length))
                return false;
            payload = _usual.AsMemory(_start + HeaderLength, length);
            _start += HeaderLength + length;
        }

        frame = new Frame(kind, id, payload);
        return true;
    }

    /// <summary>Closes the stream.</summary>
    public void Dispose() => stream.Dispose();

    /// <summary>Has so many bytes in the buffer, from its start.</summary>
    private bool Fill(int length)
    {
        if (_end - _start >= length)
            return true;
        if (_start + length > BufferLength)
        {
            _usual.AsSpan(_start, _end - _start).CopyTo(_usual);
            (_start, _end) = (0, _end - _start);
        }

        while (_end - _start < length)
        {
            if (_start == _end)
                _start = _end = 0;
            var read = Read(_usual.AsSpan(_end));
            if (read == 0)
                return false;
            _end += read;
        }

        return true;
    }

    private bool ReadLarge(int length)
    {
        _large = new byte[length];
        var there = Math.Min(length, _end - _start);
        _usual.AsSpan(_start, there).CopyTo(_large);
        _start += there;
        while (there < length)
        {
            var read = Read(_large.AsSpan(there));
            if (read == 0)
                return false;
            there += read;
        }

        return true;
    }

    private int Read(Span<byte> buffer)
    {
        try
        {
            return stream.Read(buffer);
        }
        catch (IOException)
        {
            // A broken pipe reads as the end: the process behind it is gone.
            return 0;
        }
        catch (ObjectDisposedException)
        {
            return 0;
        }
    }
}
