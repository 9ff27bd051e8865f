using System.CommandLine;
using Hearth.Cli.Display;
using Hearth.Host;
using Hearth.Host.Explanations;
using Hearth.Host.Hosting;
using Hearth.Host.Json;
using Hearth.Host.Workspaces;
using Hearth.Store;

namespace Hearth.Cli.Commands;

internal static class WhyCommand
{
    public static Command Create()
    {
        var subject = new Argument<string>("SUBJECT")
        {
            Description = "RUN[/STEP[/ITEM]]: a run, a step of it, or an item of a mapped step; STEP may be STEP/STAGE; RUN is an id, the start of it, or 'latest'. Or a node of the host's graph: a file, a folder, or LAYER KEY.",
        };
        var command = new Command("why", "Explains why results were computed or reused, and what things were made from.") { subject };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = parsed.Output();
            var view = await ExplainAsync(parsed.Workspace(), parsed.GetValue(subject)!, cancellationToken);
            if (output.IsJson)
                output.Result(WhyViewJson.Write(view));
            else
                foreach (var line in WhyText.Of(view))
                    output.Line(line);
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<WhyView> ExplainAsync(Workspace workspace, string subject, CancellationToken cancellationToken)
    {
        try
        {
            await using var store = RunStore.Open(workspace.StateDirectory);
            return new RunWhy(workspace, store).Explain(subject);
        }
        catch (StoreException exception) when (exception.Id == StoreException.UnknownRun)
        {
            if (RemoteConnection.TryConnect(workspace) is not { } host)
                throw new HearthException(exception.Id, $"{exception.Message} What is no run is known to a host only, and none is up: 'hearth serve' keeps one up.") { IsUsage = true };
            await using (host)
                return await host.WhyAsync(subject, cancellationToken);
        }
    }
}
