namespace Hearth.Workers.Pool;

/// <summary>How an attempt ended on a worker.</summary>
public enum AttemptEnding
{
    /// <summary>The task returned.</summary>
    Returned,

    /// <summary>The task failed.</summary>
    Failed,

    /// <summary>The process died under it.</summary>
    Died,

    /// <summary>It was cancelled, and ended or was killed.</summary>
    Cancelled,
}
