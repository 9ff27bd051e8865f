using Hearth.Workflows.Inputs;
using Hearth.Workflows.Problems;

namespace Hearth.Cli.Display;

/// <summary>A problem on one line, in the form that terminals and editors make a link of.</summary>
internal static class ProblemText
{
    public static string Of(Problem problem)
    {
        var hint = problem.Suggestion is null ? "" : Ansi.Error.Yellow($" (did you mean '{problem.Suggestion}'?)");
        // A command line has no lines.
        var place = problem.File == InputBinder.CommandLine ? problem.File : $"{problem.File}:{problem.Line}:{problem.Column}";
        return $"{Ansi.Error.Bold(place)}: {(problem.Severity == ProblemSeverity.Warning ? Ansi.Error.Yellow($"warning {problem.Id}") : Ansi.Error.Red(problem.Id))}: {problem.Message}{hint}";
    }
}
