using System.CommandLine;
using Hearth.Cli.Display;
using Hearth.Host.Hosting;
using Hearth.Host.Json;

namespace Hearth.Cli.Commands;

internal static class CancelCommand
{
    public static Command Create()
    {
        var run = RunArgument.Create();
        var command = new Command("cancel", "Ends a run. Its executing tasks are asked to end, and lose their process where they do not.") { run };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = parsed.Output();
            await using var access = await HostAccess.OpenAsync(parsed.Workspace(), parsed.HostOptions(), cancellationToken);
            var view = await access.Connection.CancelAsync(parsed.GetValue(run)!, cancellationToken);
            if (output.IsJson)
                output.Result(RunViewJson.Write(view));
            else
                foreach (var line in RunText.Of(view, details: false))
                    output.Line(line);
            return ExitCodes.Done;
        });
        return command;
    }
}
