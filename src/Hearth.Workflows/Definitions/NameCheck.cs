using System.Text.RegularExpressions;
using Hearth.Workflows.Problems;

namespace Hearth.Workflows.Definitions;

/// <summary>Names of workflows, inputs, steps and outputs: what an expression can write after a dot.</summary>
internal static partial class NameCheck
{
    public static void Check(string name, string what, SourcePosition position, ProblemCollector problems)
    {
        if (!Pattern().IsMatch(name))
            problems.Add(
                ProblemIds.InvalidName,
                position,
                $"'{name}' is no name for {what}: a name has up to 64 letters, digits, '-' and '_', and begins with a letter or '_'");
    }

    [GeneratedRegex(WorkflowKeys.NamePattern, RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
