using System.Collections.Immutable;

namespace Hearth.Workflows.Runs;

/// <summary>One step as the state machine sees it.</summary>
/// <param name="Name">Unique in the workflow.</param>
/// <param name="Needs">Positions of the steps that must have ended first.</param>
/// <param name="Conditional">Has a <c>when</c>: then it decides for itself what to do when a need was skipped.</param>
/// <param name="Concurrency">The most items that execute at once; at least 1.</param>
/// <param name="Retry">What follows a failed attempt.</param>
/// <param name="ContinueOnError">Its failure fails neither its dependents nor the run.</param>
public sealed record PlannedStep(string Name, ImmutableArray<int> Needs, bool Conditional, int Concurrency, RetryRule Retry, bool ContinueOnError)
{
    /// <summary>
    /// The position of the stage before it, of which each item must have succeeded before it begins here; null for a step that goes over a list of its own. The stages of a step
    /// need the same steps.
    /// </summary>
    public int? Follows { get; init; }

    /// <summary>The run has it from an earlier definition only: nothing of it begins any more, and no step that is there needs it.</summary>
    public bool IsRemoved { get; init; }
}
