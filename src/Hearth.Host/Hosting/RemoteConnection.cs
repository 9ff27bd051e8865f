using System.Collections.Immutable;
using System.Net.Sockets;
using System.Text.Json;
using Hearth.Host.Runs;
using Hearth.Host.Views;
using Hearth.Host.Workspaces;
using Hearth.Workflows.Problems;

namespace Hearth.Host.Hosting;

/// <summary>A host in another process. Each request has a connection of its own.</summary>
public sealed class RemoteConnection : IHostConnection
{
    private readonly HostAddress _address;

    private RemoteConnection(HostAddress address) => _address = address;

    /// <summary>Finds the workspace's host.</summary>
    /// <returns>Null where none is up.</returns>
    /// <exception cref="HearthException">It is of another version.</exception>
    public static async Task<RemoteConnection?> TryConnectAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        HostAddress address;
        try
        {
            address = JsonSerializer.Deserialize(await File.ReadAllBytesAsync(HostServer.AddressFile(workspace), cancellationToken), HostJson.Default.HostAddress)!;
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            return null;
        }

        try
        {
            (await ConnectAsync(address, cancellationToken)).Dispose();
        }
        catch (SocketException)
        {
            // What is left of a host that was killed.
            return null;
        }

        return address.Version == HearthVersion.Current
            ? new RemoteConnection(address)
            : throw new HearthException(HostErrorIds.HostVersion,
                $"The workspace's host (process {address.ProcessId}) is version {address.Version}, this command is {HearthVersion.Current}. End the host and try again.");
    }

    /// <inheritdoc/>
    public Task<IRunWatch> StartAsync(RunRequest request, CancellationToken cancellationToken) =>
        BeginAsync(new HostRequest("run") { Workflow = request.Workflow, Arguments = request.Arguments, Inputs = request.Inputs, InputsFile = request.InputsFile }, cancellationToken);

    /// <inheritdoc/>
    public Task<IRunWatch> ResumeAsync(string run, CancellationToken cancellationToken) => BeginAsync(new HostRequest("resume") { Run = run }, cancellationToken);

    /// <inheritdoc/>
    public Task<IRunWatch> RetryAsync(string run, string? from, CancellationToken cancellationToken) =>
        BeginAsync(new HostRequest("retry") { Run = run, From = from }, cancellationToken);

    /// <inheritdoc/>
    public async Task<RunView> CancelAsync(string run, CancellationToken cancellationToken) =>
        (await AskAsync(new HostRequest("cancel") { Run = run }, cancellationToken)).Done!;

    /// <inheritdoc/>
    public async Task<ImmutableArray<Problem>> ValidateAsync(IReadOnlyCollection<string> workflows, CancellationToken cancellationToken) =>
        (await AskAsync(new HostRequest("validate") { Names = [.. workflows] }, cancellationToken)).Problems!.Value;

    /// <summary>Asks the host to end.</summary>
    public async Task ShutdownAsync(CancellationToken cancellationToken) => await AskAsync(new HostRequest("shutdown"), cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<HostReply> AskAsync(HostRequest request, CancellationToken cancellationToken)
    {
        using var channel = await OpenAsync(request, cancellationToken);
        return await channel.ReadAsync(cancellationToken);
    }

    private async Task<IRunWatch> BeginAsync(HostRequest request, CancellationToken cancellationToken)
    {
        var channel = await OpenAsync(request, cancellationToken);
        var first = await channel.ReadAsync(cancellationToken);
        return new RemoteRunWatch(channel, first.Started!);
    }

    private async Task<HostChannel> OpenAsync(HostRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var channel = new HostChannel(await ConnectAsync(_address, cancellationToken));
            await channel.SendAsync(request with { Token = _address.Token }, cancellationToken);
            return channel;
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            throw HostChannel.Lost(exception);
        }
    }

    private static async Task<Socket> ConnectAsync(HostAddress address, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(address.Socket), cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
