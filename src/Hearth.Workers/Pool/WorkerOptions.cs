namespace Hearth.Workers.Pool;

/// <summary>How workers are run.</summary>
/// <param name="Count">The most shared workers, and the most in each group of one's own; at least 1.</param>
/// <param name="Grace">How long an attempt may take to end after it was asked to, before its process is killed.</param>
/// <param name="HeartbeatTimeout">How long a worker may be silent before it counts as dead. Generous: a loaded machine is no dead worker.</param>
/// <param name="Environment">Environment variables for workers, beside the host's own.</param>
public sealed record WorkerOptions(int Count, TimeSpan Grace, TimeSpan HeartbeatTimeout, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>One worker a core; 5 seconds of grace; 15 seconds of silence.</summary>
    public static WorkerOptions Default { get; } = new(System.Environment.ProcessorCount, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15),
        new Dictionary<string, string>());

    /// <summary>The most memory that a worker may use, in bytes: one that uses more is ended, whatever executes. Null is without limit.</summary>
    public long? Memory { get; init; }

    /// <summary>When a worker is replaced because of code that does not go.</summary>
    public RecyclingOptions Recycling { get; init; } = new();
}
