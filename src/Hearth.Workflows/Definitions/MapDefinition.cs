using Hearth.Workflows.Expressions;
using Hearth.Workflows.Problems;

namespace Hearth.Workflows.Definitions;

/// <summary>Runs a step once for each element of a list. The step's output is the list of outputs, in the order of the elements.</summary>
/// <param name="Over">The list, or where <see cref="IsFile"/> the path of its file.</param>
/// <param name="Concurrency">How many items at once, in each stage; null is as many as there are workers.</param>
/// <param name="Position">Where it stands.</param>
public sealed record MapDefinition(ValueTemplate Over, int? Concurrency, SourcePosition Position)
{
    /// <summary>Whether the list stands in a file: JSON Lines, or a JSON array.</summary>
    public bool IsFile { get; init; }

    /// <summary>Which items to do; null is all.</summary>
    public Condition? Filter { get; init; }

    /// <summary>The most items to do, from the first; null is all.</summary>
    public long? Limit { get; init; }

    /// <summary>Only items that did not succeed in this earlier run of the workflow; null is all.</summary>
    public string? NotSucceededIn { get; init; }

    /// <summary>How many items a worker is given at once; null lets it follow from how long they take.</summary>
    public int? BatchSize { get; init; }

    /// <summary>How long a batch may take; null is without limit.</summary>
    public TimeSpan? BatchTimeout { get; init; }

    /// <summary>After how many attempts that end with their worker an item is given up; at least 1.</summary>
    public int Quarantine { get; init; } = UsualQuarantine;

    /// <summary>The file that takes the items' results, as JSON Lines; null is none.</summary>
    public ValueTemplate? Out { get; init; }

    /// <summary>In which order that file has them.</summary>
    public ResultOrder Order { get; init; }

    /// <summary>After how many attempts that end with their worker an item is given up, where nothing is said.</summary>
    public const int UsualQuarantine = 3;
}
