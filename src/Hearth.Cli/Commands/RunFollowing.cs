using Hearth.Cli.Display;
using Hearth.Host.Hosting;
using Hearth.Host.Json;
using Hearth.Host.Views;
using Hearth.Host.Workspaces;

namespace Hearth.Cli.Commands;

/// <summary>
/// What run, resume and retry share: begin on the workspace's host, show progress, print the result. On the calling thread: there is one thing to wait for at a
/// time, and waiting asynchronously is code that the runtime compiles anew in each process, which takes longer than a small run.
/// </summary>
internal static class RunFollowing
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    public static int Run(Workspace workspace, Output output, bool quiet, bool verbose,
        Func<IHostConnection, CancellationToken, Task<IRunWatch>> begin)
    {
        using var interruption = new Interruption();
        var access = HostAccess.OpenAsync(workspace, interruption.Token).GetAwaiter().GetResult();
        try
        {
            var view = Follow(begin(access.Connection, interruption.Token).GetAwaiter().GetResult(), interruption, output, quiet, verbose);
            if (access.Host is not null)
                WaitForOthersAsync(access.Host, output).GetAwaiter().GetResult();
            return ExitCode(view);
        }
        finally
        {
            access.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    /// <summary>Shows a run until it is done, and prints its result.</summary>
    public static RunView Follow(IRunWatch run, Interruption interruption, Output output, bool quiet, bool verbose)
    {
        interruption.Attach(run);
        if (!quiet)
            Show(run, verbose);
        var view = run.Completion.GetAwaiter().GetResult();
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

    private static void Show(IRunWatch run, bool verbose)
    {
        IProgressDisplay display = Console.IsErrorRedirected ? new PlainProgress(verbose) : Live(verbose);
        try
        {
            bool ended;
            do
            {
                ended = Task.WaitAny([run.Completion], Interval) == 0;
                if (run.SnapshotAsync(CancellationToken.None).GetAwaiter().GetResult() is { } snapshot)
                    display.Show(snapshot);
            }
            while (!ended);
        }
        finally
        {
            display.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    /// <summary>In a method of its own, so that the drawing library is loaded only with it.</summary>
    private static LiveProgress Live(bool verbose) => new LiveProgress(verbose);

    /// <summary>While this command was the workspace's host, other commands may have started runs on it.</summary>
    private static async Task WaitForOthersAsync(HearthHost host, Output output)
    {
        var said = false;
        while (host.ActiveRuns is { Count: > 0 } active)
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
