namespace Hearth.Workflows.Runs;

/// <summary>Where a step stands.</summary>
public enum StepStatus
{
    /// <summary>Waits for the steps it needs.</summary>
    Pending,

    /// <summary>Its items execute or wait to.</summary>
    Running,

    /// <summary>Every item succeeded.</summary>
    Succeeded,

    /// <summary>At least one item failed for good, or the step could not begin.</summary>
    Failed,

    /// <summary>Its condition was false, or a step it needs did not succeed.</summary>
    Skipped,

    /// <summary>The run was cancelled before it ended.</summary>
    Cancelled,
}
