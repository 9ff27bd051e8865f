using System.CommandLine;
using Hearth.Cli.Display;
using Hearth.Host.Definitions;

namespace Hearth.Cli.Commands;

internal static class ValidateCommand
{
    public static Command Create()
    {
        var names = new Argument<string[]>("WORKFLOW") { Description = "Only these; otherwise all.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("validate", "Checks settings, tasks and workflows, and reports all problems at once.") { names };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = parsed.Output();
            var problems = await WorkspaceValidation.ValidateAsync(parsed.Workspace(), parsed.GetValue(names) ?? [], cancellationToken);
            if (output.IsJson)
                output.Result(new ValidationView(problems.IsEmpty, problems), OutputJson.Default.ValidationView);
            foreach (var problem in problems)
                output.Note(ProblemText.Of(problem));
            if (!output.IsJson)
                output.Line(problems.IsEmpty ? $"{Ansi.Out.Green("✓")} valid" : $"{Ansi.Out.Red("✗")} {Count(problems.Length)}; 'hearth explain ID' says more about each");
            return problems.IsEmpty ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }

    private static string Count(int problems) => problems == 1 ? "1 problem" : $"{problems} problems";
}
