using System.CommandLine;
using Hearth.Cli.Display;
using Hearth.Host.Views;
using Hearth.Store;

namespace Hearth.Cli.Commands;

internal static class RunsCommand
{
    public static Command Create()
    {
        var limit = new Option<int>("--limit", "-n") { Description = "At most so many.", HelpName = "N", DefaultValueFactory = _ => 20 };
        var workflow = new Option<string?>("--workflow", "-w") { Description = "Only runs of this workflow.", HelpName = "WORKFLOW" };
        var status = new Option<string?>("--status", "-s") { Description = "Only runs in this status.", HelpName = "STATUS" };
        status.AcceptOnlyFromAmong("running", "succeeded", "failed", "cancelled", "interrupted", "waiting");
        var command = new Command("runs", "Lists runs, newest first.") { limit, workflow, status };
        command.SetAction(async (parsed, _) =>
        {
            var output = parsed.Output();
            var workspace = parsed.Workspace();
            await using var store = RunStore.Open(workspace.StateDirectory);
            var list = new RunHistory(workspace, store).List(parsed.GetValue(limit), parsed.GetValue(workflow), parsed.GetValue(status));
            if (output.IsJson)
                output.Result(list, ViewJson.Default.RunList);
            else
                Show(output, list);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Show(Output output, RunList list)
    {
        if (list.Runs.IsEmpty)
            output.Note("No runs yet. Start one with: hearth run WORKFLOW");
        var run = list.Runs.Select(entry => entry.Run.Length).DefaultIfEmpty(0).Max();
        var workflow = list.Runs.Select(entry => entry.Workflow.Length).DefaultIfEmpty(0).Max();
        foreach (var entry in list.Runs)
            output.Line($"{RunText.Mark(entry.Status)} {entry.Run.PadRight(run)}  {entry.Workflow.PadRight(workflow)}  {entry.Status,-11}  {entry.Created.ToLocalTime():yyyy-MM-dd HH:mm:ss}"
                + (entry.Ended is { } ended ? $"  {Figures.Seconds((ended - entry.Created).TotalSeconds)}" : ""));
    }
}
