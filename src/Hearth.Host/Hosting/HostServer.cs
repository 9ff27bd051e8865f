using System.Net.Sockets;
using System.Security.Cryptography;
using Hearth.Coherence;
using Hearth.Host.Json;
using Hearth.Host.Workspaces;

namespace Hearth.Host.Hosting;

/// <summary>
/// Lets other processes of the same user talk to the host, through a local socket in a folder that only its owner can open; a token in a file that only its
/// owner can read comes on top, because not every system honours the folder's rights.
/// </summary>
public sealed class HostServer : IAsyncDisposable
{
    private readonly Workspace _workspace;
    private readonly HearthHost _host;
    private readonly Socket _listener;
    private readonly HostAddress _address;
    private readonly CancellationTokenSource _stopping = new();
    private readonly HashSet<Task> _connections = [];
    private readonly Lock _lock = new();
    private readonly Task _accepting;

    private HostServer(Workspace workspace, HearthHost host, Socket listener, HostAddress address)
    {
        _workspace = workspace;
        _host = host;
        _listener = listener;
        _address = address;
        _accepting = AcceptAsync();
    }

    /// <summary>Done when someone asked the host to end.</summary>
    public TaskCompletionSource ShutdownAsked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Begins to listen, and says where in <c>.hearth/host.json</c>.</summary>
    public static HostServer Start(HearthHost host)
    {
        var address = new HostAddress(SocketPath(host.Workspace), RandomNumberGenerator.GetHexString(32, lowercase: true), HearthVersion.Current, Environment.ProcessId,
            HostModeChoice.NameOf(host.Mode.Mode), host.Workers);
        // We hold the workspace's lock: what lies there belongs to a host that is gone.
        File.Delete(address.Socket);
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(address.Socket));
        listener.Listen(128);
        WritePrivately(AddressFile(host.Workspace), HostWire.Write(address));
        return new HostServer(host.Workspace, host, listener, address);
    }

    /// <summary>Stops listening and waits for the connections' end.</summary>
    public async ValueTask DisposeAsync()
    {
        File.Delete(AddressFile(_workspace));
        File.Delete(_address.Socket);
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        Task[] open;
        lock (_lock)
            open = [.. _connections];
        await Task.WhenAll(open);
        _stopping.Dispose();
    }

    internal static string AddressFile(Workspace workspace) => Path.Combine(workspace.StateDirectory, "host.json");

    /// <summary>Socket paths are limited to about a hundred bytes, so it cannot lie in the workspace.</summary>
    internal static string SocketPath(Workspace workspace)
    {
        var folder = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 and < 60 } runtime && Directory.Exists(runtime)
            ? Path.Combine(runtime, "hearth")
            : Path.Combine(Path.GetTempPath(), $"hearth-{Environment.UserName}");
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            // Also where it was there before: another user may have made it in the common temporary folder, and then this fails.
            File.SetUnixFileMode(Directory.CreateDirectory(folder).FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return Path.Combine(folder, $"{Fingerprint.Of(workspace.Root).Short}.sock");
    }

    private static void WritePrivately(string path, byte[] content)
    {
        var temporary = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(temporary, options))
            stream.Write(content);
        File.Move(temporary, path, overwrite: true);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptAsync(_stopping.Token);
                var serving = ServeAsync(socket);
                lock (_lock)
                    _connections.Add(serving);
                _ = serving.ContinueWith(done =>
                {
                    lock (_lock)
                        _connections.Remove(done);
                }, TaskScheduler.Default);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        // The accepting loop must go on at once.
        await Task.Yield();
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        await using var session = new HostSession(stream, _host, _address.Token, () => ShutdownAsked.TrySetResult());
        await session.ServeAsync(_stopping.Token);
    }
}
