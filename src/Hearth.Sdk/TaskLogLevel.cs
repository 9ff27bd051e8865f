namespace Hearth;

/// <summary>How much an entry of a log matters.</summary>
public enum TaskLogLevel
{
    /// <summary>Detail for looking into something.</summary>
    Debug,

    /// <summary>What happened.</summary>
    Information,

    /// <summary>Odd, and the task goes on.</summary>
    Warning,

    /// <summary>Failed.</summary>
    Error,
}
