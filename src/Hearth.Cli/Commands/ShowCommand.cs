using System.CommandLine;
using Hearth.Cli.Display;
using Hearth.Host.Json;
using Hearth.Host.Views;
using Hearth.Store;

namespace Hearth.Cli.Commands;

internal static class ShowCommand
{
    public static Command Create()
    {
        var run = RunArgument.Create();
        var all = new Option<bool>("--all", "-a") { Description = "Every attempt of every item, also of those that succeeded at once." };
        var command = new Command("show", "Shows a run: steps, attempts, times, code, workers, errors.") { run, all };
        command.SetAction(async (parsed, _) =>
        {
            var output = parsed.Output();
            var workspace = parsed.Workspace();
            await using var store = RunStore.Open(workspace.StateDirectory);
            var view = new RunHistory(workspace, store).Show(parsed.GetValue(run)!, parsed.GetValue(all));
            if (output.IsJson)
                output.Result(RunViewJson.Write(view));
            else
                foreach (var line in RunText.Of(view, details: true))
                    output.Line(line);
            return ExitCodes.Done;
        });
        return command;
    }
}
