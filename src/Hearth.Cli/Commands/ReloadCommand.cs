using System.CommandLine;
using Hearth.Cli.Display;
using Hearth.Host.Hosting;
using Hearth.Host.Views;

namespace Hearth.Cli.Commands;

internal static class ReloadCommand
{
    public static Command Create()
    {
        var command = new Command("reload", "Has the host take up what changed, all of it or nothing. Only a host in production mode with 'reload: command' waits for this.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (workspace, output) = (parsed.Workspace(), parsed.Output());
            await using var host = RemoteConnection.TryConnect(workspace);
            if (host is null)
            {
                if (output.IsJson)
                    output.Result(new ReloadView(true, []), ViewJson.Default.ReloadView);
                output.Note("No host is up: the next one reads everything anew.");
                return ExitCodes.Done;
            }

            var view = await host.ReloadAsync(cancellationToken);
            if (output.IsJson)
                output.Result(view, ViewJson.Default.ReloadView);
            foreach (var problem in view.Problems)
                output.Note(ProblemText.Of(problem));
            output.Note(view.Reloaded ? "Reloaded." : "Not reloaded: all stays as it was.");
            return view.Reloaded ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }
}
