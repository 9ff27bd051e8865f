using System.CommandLine;
using Hearth.Cli.Display;
using Hearth.Host.Extensions;
using Hearth.Host.Views;
using Hearth.Store;

namespace Hearth.Cli.Commands;

internal static class ReportCommand
{
    public static Command Create()
    {
        var run = RunArgument.Create();
        var format = new Option<string>("--format", "-f") { Description = "The report: markdown, json, or one of the workspace's own.", HelpName = "NAME", DefaultValueFactory = _ => "markdown" };
        var file = new Option<string?>("--out", "-o") { Description = "The file to write; otherwise it is printed.", HelpName = "FILE" };
        var command = new Command("report", "Turns a run into a document.") { run, format, file };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = parsed.Output();
            var workspace = parsed.Workspace();
            await using var store = RunStore.Open(workspace.StateDirectory);
            var view = new RunHistory(workspace, store).Show(parsed.GetValue(run)!);
            var report = await WorkspaceReports.WriteAsync(workspace, view, parsed.GetValue(format)!, cancellationToken);
            if (parsed.GetValue(file) is { } target)
            {
                File.Copy(report.File, target, overwrite: true);
                report = report with { File = Path.GetFullPath(target) };
                output.Note($"{Ansi.Error.Green("✓")} {report.File}");
            }

            if (output.IsJson)
                output.Result(report, OutputJson.Default.WrittenReport);
            else if (parsed.GetValue(file) is null)
                await PrintAsync(report.File, cancellationToken);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>Byte by byte: a report need not be text.</summary>
    private static async Task PrintAsync(string file, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(file);
        await using var output = Console.OpenStandardOutput();
        await content.CopyToAsync(output, cancellationToken);
    }
}
