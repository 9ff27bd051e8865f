using Hearth.Cli.Display;
using Hearth.Host.Hosting;
using Hearth.Host.Json;
using Hearth.Host.Views;
using Hearth.Host.Workspaces;

namespace Hearth.Cli.Commands;

/// <summary>What run, resume and retry share: begin on the workspace's host, show progress, print the result.</summary>
internal static class RunFollowing
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    public static async Task<int> RunAsync(Workspace workspace, HostOptions options, Output output, bool quiet, bool verbose,
        Func<IHostConnection, CancellationToken, Task<IRunWatch>> begin)
    {
        using var interruption = new Interruption();
        await using var access = await HostAccess.OpenAsync(workspace, options, interruption.Token);
        var view = await FollowAsync(await begin(access.Connection, interruption.Token), interruption, output, quiet, verbose);
        await WaitForOthersAsync(access, output);
        return ExitCode(view);
    }

    /// <summary>Shows a run until it is done, and prints its result.</summary>
    public static async Task<RunView> FollowAsync(IRunWatch run, Interruption interruption, Output output, bool quiet, bool verbose)
    {
        interruption.Attach(run);
        await ShowAsync(run, output.IsJson, quiet, verbose);
        var view = await run.Completion;
        if (output.IsJson)
            output.Result(RunViewJson.Write(view));
        else
            foreach (var line in RunText.Of(view, details: false))
                output.Line(line);
        return view;
    }

    public static int ExitCode(RunView run) => run.Status switch
    {
        "succeeded" => ExitCodes.Done,
        "failed" => ExitCodes.Failed,
        _ => ExitCodes.Interrupted,
    };

    private static async Task ShowAsync(IRunWatch run, bool json, bool quiet, bool verbose)
    {
        if (quiet)
        {
            await run.Completion;
            return;
        }

        await using IProgressDisplay display = json ? new EventProgress(verbose) : Console.IsErrorRedirected ? new PlainProgress(verbose) : Live(verbose);
        while (true)
        {
            var ended = await Task.WhenAny(run.Completion, Task.Delay(Interval)) == run.Completion;
            if (await run.SnapshotAsync(CancellationToken.None) is { } snapshot)
                display.Show(snapshot);
            if (ended)
                return;
        }
    }

    /// <summary>In a method of its own, so that the drawing library is loaded only with it.</summary>
    private static LiveProgress Live(bool verbose) => new LiveProgress(verbose);

    /// <summary>While this command was the workspace's host, other commands may have started runs on it.</summary>
    private static async Task WaitForOthersAsync(HostAccess access, Output output)
    {
        var said = false;
        while (access.Host?.ActiveRuns is { Count: > 0 } active)
        {
            if (!said)
                output.Note($"Still hosting {string.Join(", ", active.Select(run => run.Id))}, started by another command; Ctrl-C interrupts.");
            said = true;
            using var interruption = new Interruption();
            await Task.WhenAny(Task.WhenAll(active.Select(run => run.Completion)), Task.Delay(Timeout.Infinite, interruption.Token));
            if (interruption.Token.IsCancellationRequested)
                return;
        }
    }
}
