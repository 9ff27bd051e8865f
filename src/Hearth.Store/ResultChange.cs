using Hearth.Coherence;

namespace Hearth.Store;

/// <summary>A change that waits for its commit: a result to keep, results that were used, or blocks of results.</summary>
internal sealed record ResultChange(ResultRecord? Result, IReadOnlyCollection<Fingerprint> Used, DateTimeOffset At)
{
    public IReadOnlyCollection<ResultBlock> Blocks { get; init; } = [];

    /// <summary>The generation that the blocks are of.</summary>
    public long Generation { get; init; }

    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
