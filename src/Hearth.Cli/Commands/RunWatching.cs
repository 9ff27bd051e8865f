using System.Collections.Immutable;
using Hearth.Cli.Display;
using Hearth.Host;
using Hearth.Host.Hosting;
using Hearth.Host.Results;
using Hearth.Host.Runs;
using Hearth.Host.Watching;
using Hearth.Host.Workspaces;

namespace Hearth.Cli.Commands;

/// <summary><c>hearth run --watch</c>: runs, waits for a change, runs what the change concerns; until Ctrl-C.</summary>
internal static class RunWatching
{
    /// <summary>Failed runs in a row whose results are still of use.</summary>
    private const int MostPrevious = 20;

    private const int MostNamed = 3;

    public static async Task<int> RunAsync(Workspace workspace, HostOptions options, Output output, bool quiet, bool verbose, RunRequest request)
    {
        using var interruption = new Interruption();
        await using var watch = new WorkspaceWatch(workspace, TimeProvider.System);
        HostAccess? access = null;
        var exit = ExitCodes.Done;
        try
        {
            for (var first = true; ; first = false)
            {
                watch.Mark();
                try
                {
                    access ??= await OpenAsync(workspace, options, interruption.Token);
                    var run = await access.Connection.StartAsync(request, interruption.Token);
                    var view = await RunFollowing.FollowAsync(run, interruption, output, quiet, verbose);
                    exit = RunFollowing.ExitCode(view);
                    request = request with { Fresh = FreshSteps.None, Previous = view.Status == "succeeded" ? [view.Run] : [view.Run, .. request.Previous.Take(MostPrevious - 1)] };
                }
                catch (HearthException exception) when (!(first && exception.IsUsage))
                {
                    // It may be mended by the next edit; a name that was never there is not waited for.
                    output.Fail(exception.Id, exception.Message, exception.Problems);
                    exit = ExitCodes.Failed;
                    if (exception.Id == HostErrorIds.HostLost && access is not null)
                    {
                        await access.DisposeAsync();
                        access = null;
                    }
                }

                interruption.Detach();
                if (interruption.IsAsked)
                    return exit;
                // What this command prints may itself go to a file of the workspace.
                output.Note(Ansi.Error.Dim("Watching for changes; Ctrl-C ends."));
                watch.Forgive();
                var changed = await watch.NextAsync(interruption.Token);
                output.Note($"{Ansi.Error.Yellow("↻")} {Names(changed)}");
                if (changed.FirstOrDefault(path => !WorkspaceFiles.IsDefinition(path)) is { } data)
                {
                    output.Note(Ansi.Error.Dim($"  steps without `cache` are executed: any of them may read {data}"));
                    request = request with { Previous = [] };
                }
            }
        }
        catch (OperationCanceledException) when (interruption.IsAsked)
        {
            return exit;
        }
        finally
        {
            if (access is not null)
                await access.DisposeAsync();
        }
    }

    private static async Task<HostAccess> OpenAsync(Workspace workspace, HostOptions options, CancellationToken cancellationToken)
    {
        var access = await HostAccess.OpenAsync(workspace, options, cancellationToken);
        access.Host?.Prestart();
        return access;
    }

    private static string Names(ImmutableArray<string> changed) =>
        string.Join(", ", changed.Take(MostNamed)) + (changed.Length > MostNamed ? $" and {changed.Length - MostNamed} more" : "");
}
