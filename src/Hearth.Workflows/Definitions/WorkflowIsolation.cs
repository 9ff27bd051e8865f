namespace Hearth.Workflows.Definitions;

/// <summary>Which workers a run uses, or a step of it.</summary>
public enum WorkflowIsolation
{
    /// <summary>The workers that all runs share.</summary>
    Shared,

    /// <summary>Workers of the run's own.</summary>
    Run,

    /// <summary>Workers of the step's own. Steps only.</summary>
    Step,
}
