using System.CommandLine;
using Hearth.Cli.Display;
using Hearth.Host.Definitions;
using Hearth.Workflows.Problems;

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
            var errors = problems.Count(problem => problem.Severity == ProblemSeverity.Error);
            if (output.IsJson)
                output.Result(new ValidationView(errors == 0, problems), OutputJson.Default.ValidationView);
            foreach (var problem in problems)
                output.Note(ProblemText.Of(problem));
            if (!output.IsJson)
                output.Line($"{(errors == 0 ? $"{Ansi.Out.Green("✓")} valid" : $"{Ansi.Out.Red("✗")} {Count(errors, "problem")}")}{Beside(problems.Length - errors)}{(problems.IsEmpty ? "" : "; 'hearth explain ID' says more about each")}");
            return errors == 0 ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }

    private static string Beside(int warnings) => warnings == 0 ? "" : $", {Count(warnings, "warning")}";

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";
}
