namespace Hearth.Workers.Protocol;

/// <summary>The errors with which an attempt can end. Never reused; each has a page under <c>docs/reference/errors</c>.</summary>
public static class AttemptErrorIds
{
    /// <summary>The task threw.</summary>
    public const string Threw = "HEARTH3001";

    /// <summary>The task returned null.</summary>
    public const string ReturnedNull = "HEARTH3002";

    /// <summary>The input does not fit the task's schema.</summary>
    public const string InvalidInput = "HEARTH3003";

    /// <summary>The output does not fit the task's schema.</summary>
    public const string InvalidOutput = "HEARTH3004";

    /// <summary>The output cannot be written as JSON.</summary>
    public const string NotSerializable = "HEARTH3005";

    /// <summary>The worker process died.</summary>
    public const string WorkerDied = "HEARTH3006";

    /// <summary>The step's time limit was over.</summary>
    public const string TimedOut = "HEARTH3007";

    /// <summary>The attempt logged more than it may.</summary>
    public const string LogLimit = "HEARTH3008";

    /// <summary>A path leaves the workspace or the artifacts.</summary>
    public const string OutsideWorkspace = "HEARTH3009";

    /// <summary>The task's class cannot be loaded or made.</summary>
    public const string CannotLoad = "HEARTH3010";

    /// <summary>The run was cancelled.</summary>
    public const string Cancelled = "HEARTH3011";

    /// <summary>A worker process could not be started, or speaks another protocol.</summary>
    public const string CannotStartWorker = "HEARTH3012";

    /// <summary>An expression of the step failed.</summary>
    public const string Expression = "HEARTH3013";

    /// <summary>The nested workflow did not succeed.</summary>
    public const string NestedFailed = "HEARTH3014";

    /// <summary>The host stopped while it executed.</summary>
    public const string HostStopped = "HEARTH3015";

    /// <summary>Several attempts of an item ended with their workers; it is not tried again.</summary>
    public const string Quarantined = "HEARTH3018";

    /// <summary>The list of a mapped step cannot be read.</summary>
    public const string Items = "HEARTH3019";

    /// <summary>The task does not compile, or is there no more.</summary>
    public const string NoCode = "HEARTH3020";
}
