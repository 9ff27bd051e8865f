using Hearth.Coherence;

namespace Hearth.Store;

/// <summary>A change that waits for its commit: a result to keep, or results that were used.</summary>
internal sealed record ResultChange(ResultRecord? Result, IReadOnlyCollection<Fingerprint> Used, DateTimeOffset At)
{
    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
