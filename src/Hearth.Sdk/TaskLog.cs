namespace Hearth;

/// <summary>The log of one attempt. Lines keep the order in which they are written. Safe for use from several threads.</summary>
public abstract class TaskLog
{
    /// <summary>Writes one entry; a message with line breaks stays one entry.</summary>
    public abstract void Write(TaskLogLevel level, string message);

    /// <summary>Detail that is of interest when something is being looked into.</summary>
    public void Debug(string message) => Write(TaskLogLevel.Debug, message);

    /// <summary>What happened, for the record.</summary>
    public void Information(string message) => Write(TaskLogLevel.Information, message);

    /// <summary>Something is odd, and the task goes on.</summary>
    public void Warning(string message) => Write(TaskLogLevel.Warning, message);

    /// <summary>Something failed. Does not fail the attempt: throw for that.</summary>
    public void Error(string message) => Write(TaskLogLevel.Error, message);
}
