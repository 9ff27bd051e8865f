using System.CommandLine;
using System.Runtime.InteropServices;
using Hearth.Cli.Display;
using Hearth.Host;
using Hearth.Host.Hosting;
using Hearth.Host.Workspaces;

namespace Hearth.Cli.Commands;

internal static class ServeCommand
{
    public static Command Create()
    {
        var stop = new Option<bool>("--stop") { Description = "End the host that is up, after what it executes." };
        var command = new Command("serve", "Keeps the workspace's host up: code stays compiled, workers stay warm, and commands answer at once.") { stop, GlobalOptions.Workers };
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(stop) ? StopAsync(parsed, cancellationToken) : ServeAsync(parsed));
        return command;
    }

    private static async Task<int> ServeAsync(ParseResult parsed)
    {
        var output = parsed.Output();
        var workspace = parsed.Workspace();
        using var interruption = new Interruption();
        await using var access = await HostAccess.TryBecomeAsync(workspace, parsed.HostOptions(), interruption.Token)
            ?? throw new HearthException(HostErrorIds.HostBusy, $"A host of {workspace.Root} is up already. 'hearth serve --stop' ends it.") { IsUsage = true };
        access.Host!.Prestart();
        access.Host!.Watch();
        if (output.IsJson)
            output.Result(new ServeView(workspace.Root, Environment.ProcessId, HostModeChoice.NameOf(access.Host!.Mode.Mode)), OutputJson.Default.ServeView);
        else
            output.Note($"Serving {workspace.Root} in {access.Host!.Mode}. Ctrl-C ends.");
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            // Otherwise the system ends the process.
            context.Cancel = true;
            _ = ReloadAsync(access.Host!, output, interruption.Token);
        });
        await Task.WhenAny(access.ShutdownAsked!, Task.Delay(Timeout.Infinite, interruption.Token));
        await DrainAsync(access.Host!, output);
        return ExitCodes.Done;
    }

    /// <summary>What <c>hearth reload</c> does, for those who send signals.</summary>
    private static async Task ReloadAsync(HearthHost host, Output output, CancellationToken cancellationToken)
    {
        try
        {
            var (taken, problems) = await host.ReloadAsync(cancellationToken);
            foreach (var problem in problems)
                output.Note(ProblemText.Of(problem));
            output.Note(taken ? "Reloaded." : "Not reloaded: all stays as it was.");
        }
        catch (Exception exception) when (exception is HearthException or IOException or UnauthorizedAccessException)
        {
            output.Note($"Not reloaded: {exception.Message}");
        }
        catch (OperationCanceledException)
        {
            // The host ends.
        }
    }

    private static async Task DrainAsync(HearthHost host, Output output)
    {
        var active = host.ActiveRuns;
        if (active.Count == 0)
            return;
        output.Note($"Interrupting {string.Join(", ", active.Select(run => run.Id))}: what executes may finish. Ctrl-C ends it at once.");
        using var interruption = new Interruption();
        foreach (var run in active)
            run.Drain();
        await Task.WhenAny(Task.WhenAll(active.Select(run => run.Completion)), Task.Delay(Timeout.Infinite, interruption.Token));
    }

    private static async Task<int> StopAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (workspace, output) = (parsed.Workspace(), parsed.Output());
        var host = RemoteConnection.TryConnect(workspace);
        if (host is not null)
        {
            await using (host)
                await host.ShutdownAsync(cancellationToken);
            while (HostLock.IsHeld(workspace))
                await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        }

        if (output.IsJson)
            output.Result(new StopView(workspace.Root, host is not null), OutputJson.Default.StopView);
        else
            output.Note(host is null ? "No host is up." : "The host has ended.");
        return ExitCodes.Done;
    }
}
