using System.CommandLine;
using Hearth.Cli.Display;
using Hearth.Host.Explanations;
using Hearth.Host.Json;
using Hearth.Store;

namespace Hearth.Cli.Commands;

internal static class WhyCommand
{
    public static Command Create()
    {
        var subject = new Argument<string>("RUN[/STEP[/ITEM]]") { Description = "A run, a step of it, or an item of a mapped step; RUN is an id, the start of it, or 'latest'." };
        var command = new Command("why", "Explains why results were computed or reused.") { subject };
        command.SetAction(async (parsed, _) =>
        {
            var output = parsed.Output();
            var workspace = parsed.Workspace();
            await using var store = RunStore.Open(workspace.StateDirectory);
            var view = new RunWhy(workspace, store).Explain(parsed.GetValue(subject)!);
            if (output.IsJson)
                output.Result(WhyViewJson.Write(view));
            else
                foreach (var line in WhyText.Of(view))
                    output.Line(line);
            return ExitCodes.Done;
        });
        return command;
    }
}
