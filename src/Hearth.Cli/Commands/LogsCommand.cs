using System.CommandLine;
using Hearth.Cli.Display;
using Hearth.Host;
using Hearth.Host.Runs;
using Hearth.Host.Views;
using Hearth.Store;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Problems;

namespace Hearth.Cli.Commands;

internal static class LogsCommand
{
    public static Command Create()
    {
        var run = RunArgument.Create();
        var step = new Argument<string?>("STEP") { Description = "Only this step, or STEP/STAGE.", Arity = ArgumentArity.ZeroOrOne };
        var item = new Option<long?>("--item", "-i") { Description = "Only this item of a mapped step.", HelpName = "N" };
        var command = new Command("logs", "Prints what the tasks of a run logged.") { run, step, item };
        command.SetAction(async (parsed, _) =>
        {
            var output = parsed.Output();
            var workspace = parsed.Workspace();
            await using var store = RunStore.Open(workspace.StateDirectory);
            var view = new RunHistory(workspace, store).Show(parsed.GetValue(run)!);
            var logs = Files(view, parsed.GetValue(step), parsed.GetValue(item)).ToList();
            if (output.IsJson)
                output.Result(new LogsView(view.Run, [.. logs.Select(log => log with { Text = File.ReadAllText(log.File) })]), OutputJson.Default.LogsView);
            else
                Print(output, logs);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Print(Output output, List<LogView> logs)
    {
        foreach (var log in logs)
        {
            if (logs.Count > 1)
                output.Line(Ansi.Out.Bold($"== {log.Step}{(log.Item is { } item ? $"[{item}]" : "")}  {log.File}"));
            foreach (var line in File.ReadLines(log.File))
                output.Line(line);
        }

        if (logs.Count == 0)
            output.Note("Nothing was logged.");
    }

    private static IEnumerable<LogView> Files(RunView run, string? only, long? item)
    {
        bool IsMeant(StepView step) => only is null || step.Name == only || StageDefinition.StepOf(step.Name) == only;
        if (only is not null && !run.Steps.Any(IsMeant))
        {
            var nearest = NearestName.Find(only, run.Steps.SelectMany(step => (string[])[StageDefinition.StepOf(step.Name), step.Name]).Distinct());
            throw new HearthException(HostErrorIds.UnknownStep, $"The run has no step '{only}'.{(nearest is null ? "" : $" Did you mean '{nearest}'?")}") { IsUsage = true };
        }

        foreach (var step in run.Steps.Where(IsMeant))
        {
            if (step.Items is null)
            {
                if (File.Exists(RunFiles.Log(run.Directory, step.Name, null)))
                    yield return new LogView(step.Name, null, RunFiles.Log(run.Directory, step.Name, null), "");
                continue;
            }

            var folder = Path.GetDirectoryName(RunFiles.Log(run.Directory, step.Name, 0))!;
            string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.log") : [];
            foreach (var file in files.Order(StringComparer.Ordinal))
                if (long.TryParse(Path.GetFileNameWithoutExtension(file), out var number) && (item is null || item == number))
                    yield return new LogView(step.Name, number, file, "");
        }
    }
}
