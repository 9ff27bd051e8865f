using Hearth.Workflows.Problems;

namespace Hearth.Cli.Display;

/// <summary>A problem on one line, in the form that terminals and editors make a link of.</summary>
internal static class ProblemText
{
    public static string Of(Problem problem)
    {
        var hint = problem.Suggestion is null ? "" : Ansi.Error.Yellow($" (did you mean '{problem.Suggestion}'?)");
        return $"{Ansi.Error.Bold($"{problem.File}:{problem.Line}:{problem.Column}")}: {Ansi.Error.Red(problem.Id)}: {problem.Message}{hint}";
    }
}
