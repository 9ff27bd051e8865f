using System.Collections.Immutable;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hearth.Host.Explanations;
using Hearth.Host.Health;
using Hearth.Host.Json;
using Hearth.Host.Results;
using Hearth.Host.Runs;
using Hearth.Host.Views;
using Hearth.Host.Workspaces;
using Hearth.Workflows.Problems;

namespace Hearth.Host.Hosting;

/// <summary>A host in another process. Each request has a connection of its own.</summary>
public sealed class RemoteConnection : IHostConnection
{
    private readonly HostAddress _address;
    private HostChannel? _first;

    private RemoteConnection(HostAddress address, HostChannel first)
    {
        _address = address;
        _first = first;
    }

    /// <summary>The host's process.</summary>
    public int ProcessId => _address.ProcessId;

    /// <summary>How eagerly the host looks for changes.</summary>
    public string Mode => _address.Mode;

    /// <summary>The most worker processes that the host has at once.</summary>
    public int Workers => _address.Workers;

    /// <summary>Finds the workspace's host.</summary>
    /// <returns>Null where none is up.</returns>
    /// <exception cref="HearthException">It is of another version.</exception>
    public static RemoteConnection? TryConnect(Workspace workspace)
    {
        HostAddress address;
        HostChannel channel;
        try
        {
            if (!File.Exists(HostServer.AddressFile(workspace)))
                return null;
            address = HostWire.ReadAddress(File.ReadAllBytes(HostServer.AddressFile(workspace)));
            channel = HostChannel.Connect(address);
        }
        catch (Exception exception) when (exception is IOException or JsonException or SocketException)
        {
            // What is left of a host that was killed.
            return null;
        }

        if (address.Version == HearthVersion.Current)
            return new RemoteConnection(address, channel);
        channel.Dispose();
        throw new HearthException(HostErrorIds.HostVersion,
            $"The workspace's host (process {address.ProcessId}) is version {address.Version}, this command is {HearthVersion.Current}. End the host and try again.");
    }

    /// <inheritdoc/>
    public Task<IRunWatch> StartAsync(RunRequest request, CancellationToken cancellationToken) =>
        BeginAsync(RequestOf("run", request), cancellationToken);

    /// <inheritdoc/>
    public async Task<PlanView> PlanAsync(RunRequest request, CancellationToken cancellationToken) => (await AskAsync(RequestOf("plan", request), cancellationToken)).Plan!;

    /// <summary>Removes what a layer keeps.</summary>
    /// <returns>How many entries.</returns>
    /// <exception cref="HearthException">There is no such layer.</exception>
    public async Task<long> ClearAsync(string layer, CancellationToken cancellationToken) =>
        (await AskAsync(new HostRequest("clear") { Arguments = [layer] }, cancellationToken)).Cleared!.Value;

    /// <inheritdoc/>
    public Task<IRunWatch> ResumeAsync(string run, CancellationToken cancellationToken) => BeginAsync(new HostRequest("resume") { Run = run }, cancellationToken);

    /// <inheritdoc/>
    public Task<IRunWatch> RetryAsync(string run, string? from, CancellationToken cancellationToken) =>
        BeginAsync(new HostRequest("retry") { Run = run, From = from }, cancellationToken);

    /// <inheritdoc/>
    public async Task<RunView> CancelAsync(string run, CancellationToken cancellationToken) =>
        (await AskAsync(new HostRequest("cancel") { Run = run }, cancellationToken)).Done!;

    /// <summary>Checks settings, workflows and tasks; none named means all workflows.</summary>
    /// <exception cref="HearthException">A name is unknown.</exception>
    public async Task<ImmutableArray<Problem>> ValidateAsync(IReadOnlyCollection<string> workflows, CancellationToken cancellationToken) =>
        (await AskAsync(new HostRequest("validate") { Arguments = [.. workflows] }, cancellationToken)).Problems!.Value;

    /// <summary>What is wrong with the code in the host's workers.</summary>
    /// <param name="repair">Whether to replace workers that hold replaced code.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ImmutableArray<DoctorFinding>> ExamineAsync(bool repair, CancellationToken cancellationToken) =>
        (await AskAsync(new HostRequest("doctor") { Arguments = repair ? ["repair"] : [] }, cancellationToken)).Findings!.Value;

    /// <summary>Has the host take up what changed, where nothing of it is wrong.</summary>
    public Task<ReloadView> ReloadAsync(CancellationToken cancellationToken) => ViewAsync("reload", ViewJson.Default.ReloadView, cancellationToken);

    /// <summary>What the host keeps.</summary>
    public Task<CacheView> CacheAsync(CancellationToken cancellationToken) => ViewAsync("cache", ViewJson.Default.CacheView, cancellationToken);

    /// <summary>What the host found changed.</summary>
    public Task<CacheLogView> CacheLogAsync(CancellationToken cancellationToken) => ViewAsync("cache log", ViewJson.Default.CacheLogView, cancellationToken);

    /// <summary>Whether a node of the host's graph is what it would be, and what it last came from.</summary>
    /// <param name="subject">A file, a folder, or LAYER KEY.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HearthException">Nothing is known by that name.</exception>
    public async Task<WhyView> WhyAsync(string subject, CancellationToken cancellationToken) =>
        WhyViewJson.Read((await AskAsync(new HostRequest("why") { Arguments = [subject] }, cancellationToken)).View!.Value);

    /// <summary>Asks the host to end.</summary>
    public async Task ShutdownAsync(CancellationToken cancellationToken) => await AskAsync(new HostRequest("shutdown"), cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Interlocked.Exchange(ref _first, null)?.Dispose();
        return ValueTask.CompletedTask;
    }

    private static HostRequest RequestOf(string command, RunRequest request) => new(command)
    {
        Workflow = request.Workflow,
        Arguments = request.Arguments,
        Inputs = request.Inputs,
        InputsFile = request.InputsFile,
        Previous = request.Previous,
        Fresh = request.Fresh,
    };

    private async Task<T> ViewAsync<T>(string command, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        (await AskAsync(new HostRequest(command), cancellationToken)).View!.Value.Deserialize(type)!;

    private async Task<HostReply> AskAsync(HostRequest request, CancellationToken cancellationToken)
    {
        using var channel = Open(request);
        return await ReadAsync(channel, cancellationToken);
    }

    private async Task<IRunWatch> BeginAsync(HostRequest request, CancellationToken cancellationToken)
    {
        var channel = Open(request);
        try
        {
            return new RemoteRunWatch(channel, (await ReadAsync(channel, cancellationToken)).Started!);
        }
        catch
        {
            channel.Dispose();
            throw;
        }
    }

    /// <summary>The host may compile for a while before it answers; giving up closes the connection.</summary>
    private static async Task<HostReply> ReadAsync(HostChannel channel, CancellationToken cancellationToken)
    {
        await using var givenUp = cancellationToken.Register(channel.Dispose);
        try
        {
            return await Task.Run(channel.Read, CancellationToken.None);
        }
        catch (HearthException exception) when (exception.Id == HostErrorIds.HostLost && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private HostChannel Open(HostRequest request)
    {
        try
        {
            var channel = Interlocked.Exchange(ref _first, null) ?? HostChannel.Connect(_address);
            channel.Send(request with { Token = _address.Token });
            return channel;
        }
        catch (SocketException exception)
        {
            throw HostChannel.Lost(exception);
        }
    }
}
