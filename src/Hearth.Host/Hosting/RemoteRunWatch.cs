using Hearth.Host.Runs;
using Hearth.Host.Views;

namespace Hearth.Host.Hosting;

/// <summary>A run on a host in another process.</summary>
internal sealed class RemoteRunWatch : IRunWatch
{
    private readonly HostChannel _channel;
    private readonly Lock _lock = new();
    private RunSnapshot? _latest;

    public RemoteRunWatch(HostChannel channel, string id)
    {
        _channel = channel;
        Id = id;
        Completion = Task.Run(Follow);
    }

    public string Id { get; }

    public Task<RunView> Completion { get; }

    public Task<RunSnapshot?> SnapshotAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var snapshot = _latest;
            // Each log entry is given out once.
            _latest = snapshot is null ? null : snapshot with { Logs = [] };
            return Task.FromResult(snapshot);
        }
    }

    public void Drain() => Send("drain");

    public void Stop() => Send("stop");

    private void Send(string command)
    {
        try
        {
            _channel.Send(new HostRequest(command));
        }
        catch (Exception exception) when (exception is HearthException or ObjectDisposedException)
        {
            // The host is gone, or the run is done: Completion says which.
        }
    }

    private RunView Follow()
    {
        using (_channel)
        {
            while (true)
            {
                var reply = _channel.Read();
                if (reply.Done is { } done)
                    return done;
                if (reply.Snapshot is not { } snapshot)
                    continue;
                lock (_lock)
                    _latest = snapshot with { Logs = [.. _latest?.Logs ?? [], .. snapshot.Logs] };
            }
        }
    }
}
