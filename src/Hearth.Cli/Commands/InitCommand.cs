using System.CommandLine;
using Hearth.Cli.Display;
using Hearth.Host.Workspaces;

namespace Hearth.Cli.Commands;

internal static class InitCommand
{
    public static Command Create()
    {
        var directory = new Argument<string>("DIR") { Description = "The new workspace's folder.", DefaultValueFactory = _ => "." };
        var command = new Command("init", "Makes a workspace that runs as it is: two tasks and a workflow.") { directory };
        command.SetAction(parsed =>
        {
            var output = parsed.Output();
            var target = Path.Combine(parsed.GetValue(GlobalOptions.Directory)!, parsed.GetValue(directory)!);
            var (workspace, files) = WorkspaceInitializer.Initialize(target);
            if (output.IsJson)
            {
                output.Result(new InitView(workspace.Root, files), OutputJson.Default.InitView);
                return ExitCodes.Done;
            }

            output.Line($"{Ansi.Out.Green("✓")} {workspace.Root}");
            foreach (var file in files)
                output.Line($"  {file}");
            var shown = parsed.GetValue(directory)!;
            output.Line(Ansi.Out.Dim($"  next: {(shown == "." ? "" : $"cd {shown} && ")}hearth run words"));
            return ExitCodes.Done;
        });
        return command;
    }
}
