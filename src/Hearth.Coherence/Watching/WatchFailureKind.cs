namespace Hearth.Coherence.Watching;

/// <summary>How a watch came to its end.</summary>
internal enum WatchFailureKind
{
    /// <summary>The system dropped events.</summary>
    Overflow,

    /// <summary>A probe did not come back.</summary>
    ProbeLost,

    /// <summary>The folder is gone, or the system gave an error.</summary>
    Lost,

    /// <summary>It polled long enough: perhaps it can be watched now.</summary>
    Retry,
}
