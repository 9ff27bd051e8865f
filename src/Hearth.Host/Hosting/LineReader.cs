namespace Hearth.Host.Hosting;

/// <summary>Reads lines of bytes, of bounded length. Not safe for use from several threads.</summary>
internal sealed class LineReader(Stream stream, int longest)
{
    private byte[] _buffer = new byte[8 * 1024];
    private int _start, _end, _searched;

    /// <summary>The next line without its end; null at the end of the stream.</summary>
    /// <exception cref="InvalidDataException">The line is too long.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryTake() is { } line)
                return line;
            if (!Filled(await stream.ReadAsync(Room(), cancellationToken)))
                return null;
        }
    }

    /// <summary>The same, on the calling thread.</summary>
    public ReadOnlyMemory<byte>? Read()
    {
        while (true)
        {
            if (TryTake() is { } line)
                return line;
            if (!Filled(stream.Read(Room().Span)))
                return null;
        }
    }

    private byte[]? TryTake()
    {
        var length = _buffer.AsSpan(_start + _searched, _end - _start - _searched).IndexOf((byte)'\n');
        if (length < 0)
        {
            _searched = _end - _start;
            return _searched <= longest ? null : throw new InvalidDataException($"A line of more than {longest} bytes.");
        }

        var line = _buffer.AsSpan(_start, _searched + length).ToArray();
        _start += _searched + length + 1;
        _searched = 0;
        return line;
    }

    private Memory<byte> Room()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        return _buffer.AsMemory(_end);
    }

    private bool Filled(int read)
    {
        _end += read;
        return read > 0;
    }
}
