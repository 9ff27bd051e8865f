using Hearth.Workflows.Definitions;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Runs;

/// <summary>Items of a mapped step that one worker executes one after the other.</summary>
/// <param name="Definition">The step.</param>
/// <param name="First">The first item, and the number of the attempt, which is the same for all.</param>
/// <param name="Count">How many items.</param>
/// <param name="Version">The code.</param>
/// <param name="Items">The step's list.</param>
internal sealed record BatchWork(StepDefinition Definition, StartAttempt First, long Count, TaskVersion Version, StepItems Items)
{
    /// <summary>Whether it stays as it is: otherwise what has not begun after a while is taken back, so that no worker idles and no code is old.</summary>
    public bool IsFixed { get; init; }

    /// <summary>Where the worker writes down how its items ended; empty for nowhere.</summary>
    public string Journal { get; init; } = "";

    /// <summary>The attempt at a position.</summary>
    public StartAttempt At(long item) => First with { Item = item };
}
