using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hearth.Host.Json;
using Hearth.Host.Runs;
using Hearth.Host.Views;
using Hearth.Store;

namespace Hearth.Host.Hosting;

/// <summary>One client's conversation: a request, then replies until it is done. A client that goes away leaves its run running.</summary>
internal sealed class HostSession(Stream stream, HearthHost host, string token, Action shutdown) : IAsyncDisposable
{
    private const int LongestRequest = 64 * 1024 * 1024;
    private static readonly TimeSpan SnapshotInterval = TimeSpan.FromMilliseconds(100);
    private readonly LineReader _reader = new(stream, LongestRequest);
    private readonly SemaphoreSlim _writing = new(1);

    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await ReadAsync(cancellationToken) is not { } request)
                return;
            try
            {
                if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.Token ?? ""), Encoding.UTF8.GetBytes(token)))
                    throw new HearthException(HostErrorIds.HostVersion, "The request does not carry this host's token.");
                await AnswerAsync(request, cancellationToken);
            }
            catch (HearthException exception)
            {
                await FailAsync(exception.Id, exception.Message, exception.IsUsage, exception.Problems);
            }
            catch (StoreException exception)
            {
                await FailAsync(exception.Id, exception.Message, exception.Id == StoreException.UnknownRun, []);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException or JsonException or InvalidDataException)
        {
            // The client is gone, talks nonsense, or the host stops: in each case there is nobody to tell.
        }
    }

    public ValueTask DisposeAsync()
    {
        _writing.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task AnswerAsync(HostRequest request, CancellationToken cancellationToken)
    {
        switch (request.Command)
        {
            case "run":
                await FollowAsync(await host.StartAsync(RequestOf(request), cancellationToken), cancellationToken);
                break;
            case "resume":
                await FollowAsync(await host.ResumeAsync(request.Run!, cancellationToken), cancellationToken);
                break;
            case "retry":
                await FollowAsync(await host.RetryAsync(request.Run!, request.From, cancellationToken), cancellationToken);
                break;
            case "cancel":
                await host.CancelAsync(request.Run!, cancellationToken);
                await SendAsync(new HostReply { Done = host.History.Show(request.Run!) });
                break;
            case "validate":
                await SendAsync(new HostReply { Problems = await host.ValidateAsync(request.Arguments, cancellationToken) });
                break;
            case "doctor":
                await SendAsync(new HostReply { Findings = await host.ExamineAsync(request.Arguments.Contains("repair"), cancellationToken) });
                break;
            case "plan":
                await SendAsync(new HostReply { Plan = await host.PlanAsync(RequestOf(request), cancellationToken) });
                break;
            case "clear":
                await SendAsync(new HostReply { Cleared = host.Clear(request.Arguments[0]) });
                break;
            case "reload":
                var (taken, problems) = await host.ReloadAsync(cancellationToken);
                await SendAsync(new HostReply { View = JsonSerializer.SerializeToElement(new ReloadView(taken, problems), ViewJson.Default.ReloadView) });
                break;
            case "cache":
                await SendAsync(new HostReply { View = JsonSerializer.SerializeToElement(host.Cache, ViewJson.Default.CacheView) });
                break;
            case "cache log":
                await SendAsync(new HostReply { View = JsonSerializer.SerializeToElement(host.CacheLog, ViewJson.Default.CacheLogView) });
                break;
            case "why":
                await SendAsync(new HostReply { View = JsonElement.Parse(WhyViewJson.Write(host.Why(request.Arguments[0]))) });
                break;
            case "shutdown":
                shutdown();
                await SendAsync(new HostReply { Started = "" });
                break;
            default:
                throw new HearthException(HostErrorIds.HostVersion, $"This host (version {HearthVersion.Current}) does not know the request '{request.Command}'. Restart it.");
        }
    }

    private static RunRequest RequestOf(HostRequest request) =>
        new(request.Workflow!, request.Arguments, request.Inputs, request.InputsFile ?? "inputs") { Previous = request.Previous, Fresh = request.Fresh, Map = request.Map };

    private async Task FollowAsync(IRunHandle run, CancellationToken cancellationToken)
    {
        await SendAsync(new HostReply { Started = run.Id });
        _ = ListenAsync(run, cancellationToken);
        while (await Task.WhenAny(run.Completion, Task.Delay(SnapshotInterval, cancellationToken)) != run.Completion)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await SendAsync(new HostReply { Snapshot = await run.SnapshotAsync(cancellationToken) });
        }

        await run.Completion;
        // The last entries of the log.
        await SendAsync(new HostReply { Snapshot = await run.SnapshotAsync(cancellationToken) });
        await SendAsync(new HostReply { Done = host.History.Show(run.Id) });
    }

    /// <summary>What a client says while it waits for its run.</summary>
    private async Task ListenAsync(IRunHandle run, CancellationToken cancellationToken)
    {
        try
        {
            while (await ReadAsync(cancellationToken) is { } request)
            {
                if (request.Command == "drain")
                    run.Drain();
                else if (request.Command == "stop")
                    run.Stop();
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException or JsonException or InvalidDataException)
        {
            // The client is gone; its run goes on.
        }
    }

    private Task FailAsync(string id, string message, bool usage, System.Collections.Immutable.ImmutableArray<Workflows.Problems.Problem> problems) =>
        SendAsync(new HostReply { Failure = new HostFailure(id, message, usage, problems) });

    private async Task<HostRequest?> ReadAsync(CancellationToken cancellationToken) =>
        await _reader.ReadAsync(cancellationToken) is { } line ? HostWire.ReadRequest(line.Span) : null;

    private async Task SendAsync(HostReply reply)
    {
        byte[] line = [.. HostWire.Write(reply), (byte)'\n'];
        await _writing.WaitAsync();
        try
        {
            await stream.WriteAsync(line);
        }
        finally
        {
            _writing.Release();
        }
    }
}
