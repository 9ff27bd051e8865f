namespace Hearth.Workflows.Runs;

/// <summary>Where a run stands.</summary>
public enum RunStatus
{
    /// <summary>A host works on it.</summary>
    Running,

    /// <summary>Every step succeeded or was rightly skipped.</summary>
    Succeeded,

    /// <summary>A step failed.</summary>
    Failed,

    /// <summary>Someone cancelled it.</summary>
    Cancelled,

    /// <summary>Its host stopped or died; <c>hearth resume</c> goes on.</summary>
    Interrupted,

    /// <summary>Waits for a person or an agent.</summary>
    Waiting,
}
