using System.CommandLine;

namespace Hearth.Cli.Commands;

internal static class RetryCommand
{
    public static Command Create()
    {
        var run = RunArgument.Create();
        var from = new Option<string?>("--from", "-f") { Description = "Do this step and all after it again, whatever became of them.", HelpName = "STEP" };
        var command = new Command("retry", "Does again what did not succeed in a run, with the newest code.") { run, from, GlobalOptions.Workers, RunCommand.Quiet, RunCommand.Verbose };
        command.SetAction((parsed, _) => RunFollowing.RunAsync(parsed.Workspace(), parsed.HostOptions(), parsed.Output(), parsed.GetValue(RunCommand.Quiet),
            parsed.GetValue(RunCommand.Verbose), (host, cancellationToken) => host.RetryAsync(parsed.GetValue(run)!, parsed.GetValue(from), cancellationToken)));
        return command;
    }
}
