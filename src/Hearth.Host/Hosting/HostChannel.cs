using System.Net.Sockets;
using System.Text.Json;

namespace Hearth.Host.Hosting;

/// <summary>A client's end of one conversation with a host.</summary>
internal sealed class HostChannel : IDisposable
{
    private readonly NetworkStream _stream;
    private readonly LineReader _reader;

    public HostChannel(Socket socket)
    {
        _stream = new NetworkStream(socket, ownsSocket: true);
        _reader = new LineReader(_stream, int.MaxValue / 2);
    }

    public static HearthException Lost(Exception? inner) => new(HostErrorIds.HostLost,
        $"The workspace's host is gone{(inner is null ? "" : $" ({inner.Message})")}. 'hearth runs' shows what it was doing, 'hearth resume RUN' goes on with it.");

    public async Task SendAsync(HostRequest request, CancellationToken cancellationToken) =>
        await _stream.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(request, HostJson.Default.HostRequest), (byte)'\n'], cancellationToken);

    /// <exception cref="HearthException">The host refused, or is gone.</exception>
    public async Task<HostReply> ReadAsync(CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte>? line;
        try
        {
            line = await _reader.ReadAsync(cancellationToken);
        }
        catch (IOException exception)
        {
            throw Lost(exception);
        }

        var reply = line is null ? throw Lost(null) : JsonSerializer.Deserialize(line.Value.Span, HostJson.Default.HostReply)!;
        return reply.Failure is { } failure
            ? throw new HearthException(failure.Id, failure.Message) { IsUsage = failure.Usage, Problems = failure.Problems }
            : reply;
    }

    public void Dispose() => _stream.Dispose();
}
