namespace Hearth.Workflows.Runs;

/// <summary>How an attempt ended.</summary>
public enum AttemptOutcome
{
    /// <summary>It returned a valid output.</summary>
    Succeeded,

    /// <summary>It threw, or returned what its schema forbids.</summary>
    Failed,

    /// <summary>It was still executing when the step's limit was over.</summary>
    TimedOut,

    /// <summary>Its process ended under it.</summary>
    Interrupted,

    /// <summary>The run was cancelled.</summary>
    Cancelled,
}
