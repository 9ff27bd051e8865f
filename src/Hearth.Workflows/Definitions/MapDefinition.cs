using Hearth.Workflows.Expressions;
using Hearth.Workflows.Problems;

namespace Hearth.Workflows.Definitions;

/// <summary>Runs a step once for each element of a list. The step's output is the list of outputs, in the order of the elements.</summary>
/// <param name="Over">The list.</param>
/// <param name="Concurrency">How many items at once, in each stage; null is as many as there are workers.</param>
/// <param name="Position">Where it stands.</param>
public sealed record MapDefinition(ValueTemplate Over, int? Concurrency, SourcePosition Position)
{
    /// <summary>After how many attempts that end with their worker an item is given up, where nothing is said.</summary>
    public const int UsualQuarantine = 3;
}
