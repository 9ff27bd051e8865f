namespace Hearth.Workflows.Definitions;

/// <summary>What a step with stages has of each of them beside what any step has: where it stands in the chain that each item goes through.</summary>
/// <param name="Step">The name of the step that it is a stage of, as the file has it.</param>
/// <param name="Name">Its own name.</param>
/// <param name="After">The whole name of the stage before it; null for the first.</param>
public sealed record StageDefinition(string Step, string Name, string? After)
{
    private const char Separator = '/';

    /// <summary>The name of the stage among the steps of its workflow. No name in a file has such a character.</summary>
    public static string FullName(string step, string stage) => $"{step}{Separator}{stage}";

    /// <summary>The step of a name that is a stage's, or the name itself where it is none.</summary>
    public static string StepOf(string name) => name.IndexOf(Separator, StringComparison.Ordinal) is var at and >= 0 ? name[..at] : name;
}
