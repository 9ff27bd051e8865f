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

    /// <summary>Its condition was false, a step it needs did not succeed, or it was removed from the workflow.</summary>
    Skipped,

    /// <summary>Items of it were left: the run was cancelled, it was removed from the workflow, or a step that it came to need did not succeed.</summary>
    Cancelled,
}
