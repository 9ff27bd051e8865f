using System.Net.Sockets;
using Hearth.Host.Json;

namespace Hearth.Host.Hosting;

/// <summary>
/// A client's end of one conversation with a host. Its socket is used synchronously: a client has one, and the machinery for many costs it 10 ms.
/// Sending is safe beside reading.
/// </summary>
internal sealed class HostChannel : IDisposable
{
    private const int LongestReply = int.MaxValue / 2;
    private readonly NetworkStream _stream;
    private readonly LineReader _reader;

    private HostChannel(Socket socket)
    {
        _stream = new NetworkStream(socket, ownsSocket: true);
        _reader = new LineReader(_stream, LongestReply);
    }

    /// <exception cref="SocketException">Nobody listens.</exception>
    public static HostChannel Connect(HostAddress address)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(address.Socket));
            return new HostChannel(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public static HearthException Lost(Exception? inner) => new(HostErrorIds.HostLost,
        $"The workspace's host is gone{(inner is null ? "" : $" ({inner.Message})")}. 'hearth runs' shows what it was doing, 'hearth resume RUN' goes on with it.");

    /// <exception cref="HearthException">The host is gone.</exception>
    public void Send(HostRequest request)
    {
        try
        {
            _stream.Write([.. HostWire.Write(request), (byte)'\n']);
        }
        catch (IOException exception)
        {
            throw Lost(exception);
        }
    }

    /// <summary>Waits for the next reply, on the calling thread.</summary>
    /// <exception cref="HearthException">The host refused, or is gone.</exception>
    public HostReply Read()
    {
        ReadOnlyMemory<byte>? line;
        try
        {
            line = _reader.Read();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            throw Lost(exception);
        }

        var reply = line is null ? throw Lost(null) : HostWire.ReadReply(line.Value.Span);
        return reply.Failure is { } failure
            ? throw new HearthException(failure.Id, failure.Message) { IsUsage = failure.Usage, Problems = failure.Problems }
            : reply;
    }

    public void Dispose() => _stream.Dispose();
}
