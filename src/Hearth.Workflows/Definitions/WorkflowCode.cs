namespace Hearth.Workflows.Definitions;

/// <summary>Which code the steps of a run execute.</summary>
public enum WorkflowCode
{
    /// <summary>Each step, item and repeat takes what the files say when it starts.</summary>
    Latest,

    /// <summary>All take what the files said when the run began.</summary>
    Pinned,
}
