namespace Hearth.Store;

/// <summary>An append that waits for its commit.</summary>
internal sealed record Append(long Run, long Sequence, IReadOnlyList<LogEntry> Entries, RunUpdate? Update)
{
    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
