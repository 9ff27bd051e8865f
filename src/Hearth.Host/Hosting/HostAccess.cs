using Hearth.Host.Workspaces;

namespace Hearth.Host.Hosting;

/// <summary>A workspace's host for one command: the one that is up, or one of its own for as long as the command takes.</summary>
public sealed class HostAccess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly HostServer? _server;

    private HostAccess(IHostConnection connection, HearthHost? host, HostServer? server)
    {
        Connection = connection;
        Host = host;
        _server = server;
    }

    /// <summary>The host.</summary>
    public IHostConnection Connection { get; }

    /// <summary>The host itself, where it is in this process.</summary>
    public HearthHost? Host { get; }

    /// <summary>Done when someone asked this process's host to end; null where the host is another's.</summary>
    public Task? ShutdownAsked => _server?.ShutdownAsked.Task;

    /// <summary>Connects to the workspace's host, or becomes it.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="options">What is asked of the host.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HearthException">There is one that does not answer, or is not what is asked for.</exception>
    public static async Task<HostAccess> OpenAsync(Workspace workspace, HostOptions options, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (RemoteConnection.TryConnect(workspace) is { } remote)
            {
                try
                {
                    options.Require(remote.Mode, remote.Workers);
                    return new HostAccess(remote, null, null);
                }
                catch
                {
                    await remote.DisposeAsync();
                    throw;
                }
            }

            if (Become(workspace, options) is { } own)
                return own;
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
                throw new HearthException(HostErrorIds.HostBusy,
                    $"Another process holds {workspace.StateDirectory}/host.lock and does not answer. It may be starting, stopping, or stuck; look for a 'hearth' process.");
            // The other one is starting and not listening yet, or ending and not gone yet.
            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <summary>Becomes the workspace's host.</summary>
    /// <returns>Null where another process is.</returns>
    public static async Task<HostAccess?> TryBecomeAsync(Workspace workspace, HostOptions options, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (Become(workspace, options) is { } own)
                return own;
            // Who only looks whether a host is up holds the lock for a moment.
            if (RemoteConnection.TryConnect(workspace) is { } other)
            {
                await other.DisposeAsync();
                return null;
            }

            if (TimeProvider.System.GetElapsedTime(started) > Patience)
                return null;
            await Task.Delay(Pause, cancellationToken);
        }
    }

    private static HostAccess? Become(Workspace workspace, HostOptions options)
    {
        if (HearthHost.TryOpen(workspace, TimeProvider.System, options) is not { } host)
            return null;
        return new HostAccess(new LocalConnection(host), host, HostServer.Start(host));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
        if (Host is not null)
            await Host.DisposeAsync();
    }
}
