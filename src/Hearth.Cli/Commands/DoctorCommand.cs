using System.CommandLine;
using Hearth.Cli.Display;
using Hearth.Host.Health;
using Hearth.Host.Views;

namespace Hearth.Cli.Commands;

internal static class DoctorCommand
{
    public static Command Create()
    {
        var repair = new Option<bool>("--repair") { Description = "Mend what is safe to mend." };
        var command = new Command("doctor", "Looks for what is wrong: extensions, code that does not go, damaged files, what dead hosts left.") { repair };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = parsed.Output();
            var view = await Doctor.ExamineAsync(parsed.Workspace(), parsed.GetValue(repair), TimeProvider.System, cancellationToken);
            if (output.IsJson)
                output.Result(view, ViewJson.Default.DoctorView);
            else
                Show(output, view);
            return view.Healthy ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }

    private static void Show(Output output, DoctorView view)
    {
        foreach (var finding in view.Findings)
        {
            output.Line($"{(finding.Repaired is null ? Ansi.Out.Red("✗") : Ansi.Out.Green("✓"))} {finding.Subject}  {Ansi.Out.Dim(finding.Id)}");
            output.Line($"    {finding.Message}{(finding.Repaired is { } done ? Ansi.Out.Green($" Repaired: {done}.") : "")}");
        }

        output.Line(view.Healthy ? Ansi.Out.Green("Healthy.") : $"'hearth explain ID' says more; 'hearth doctor --repair' mends what is safe to mend.");
        if (view.Host is null)
            output.Note("No host is up: there are no workers to look into.");
    }
}
