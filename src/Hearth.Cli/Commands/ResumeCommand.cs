using System.CommandLine;

namespace Hearth.Cli.Commands;

internal static class ResumeCommand
{
    public static Command Create()
    {
        var run = RunArgument.Create();
        var command = new Command("resume", "Goes on with a run that was interrupted. What has finished is not done again.") { run, GlobalOptions.Workers, RunCommand.Quiet, RunCommand.Verbose };
        command.SetAction((parsed, _) => RunFollowing.RunAsync(parsed.Workspace(), parsed.HostOptions(), parsed.Output(), parsed.GetValue(RunCommand.Quiet),
            parsed.GetValue(RunCommand.Verbose), (host, cancellationToken) => host.ResumeAsync(parsed.GetValue(run)!, cancellationToken)));
        return command;
    }
}
