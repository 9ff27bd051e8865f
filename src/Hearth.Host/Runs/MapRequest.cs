using Hearth.Workflows.Definitions;

namespace Hearth.Host.Runs;

/// <summary>A task to run for each item of a file, without a workflow.</summary>
/// <param name="Task">The task.</param>
/// <param name="Items">The file, absolute: JSON Lines, or where its name ends in <c>.json</c> an array.</param>
public sealed record MapRequest(string Task, string Items)
{
    /// <summary>How many items at once; null is as many as there are workers.</summary>
    public int? Workers { get; init; }

    /// <summary>How many items a worker is given at once; null lets it follow from how long they take.</summary>
    public int? BatchSize { get; init; }

    /// <summary>How long an item may take.</summary>
    public TimeSpan? ItemTimeout { get; init; }

    /// <summary>How long what a worker is given at once may take.</summary>
    public TimeSpan? BatchTimeout { get; init; }

    /// <summary>How often an item that failed is done again.</summary>
    public int Retry { get; init; }

    /// <summary>The file that takes the results, absolute.</summary>
    public string? Out { get; init; }

    /// <summary>In which order it has them.</summary>
    public ResultOrder Order { get; init; }

    /// <summary>Which items to do: an expression.</summary>
    public string? Filter { get; init; }

    /// <summary>The most items to do.</summary>
    public long? Limit { get; init; }

    /// <summary>Only the items that did not succeed in the last run of the same task.</summary>
    public bool OnlyFailed { get; init; }

    /// <summary>Whether results are kept, and stand for later executions with the same code and item.</summary>
    public bool Cache { get; init; }
}
