namespace Hearth.Workflows.Runs;

/// <summary>When a failed attempt is repeated, and after how long.</summary>
/// <param name="Times">Repeats after the first attempt; 0 or more.</param>
/// <param name="Delay">The wait before the first repeat.</param>
/// <param name="Backoff">How the wait grows.</param>
/// <param name="MaxDelay">The longest wait.</param>
/// <param name="TransientOnly">Only errors that the task calls transient, interruptions and time-outs are repeated.</param>
public sealed record RetryRule(int Times, TimeSpan Delay, RetryBackoff Backoff, TimeSpan MaxDelay, bool TransientOnly)
{
    /// <summary>No repeats.</summary>
    public static RetryRule None { get; } = new(0, TimeSpan.Zero, RetryBackoff.Constant, TimeSpan.Zero, false);

    /// <summary>The wait before the next attempt, or null where there is none.</summary>
    /// <param name="failures">Failed attempts so far that count, this one included; at least 1.</param>
    /// <param name="outcome">How the attempt ended.</param>
    /// <param name="transient">The task called its error transient.</param>
    public TimeSpan? DelayAfter(int failures, AttemptOutcome outcome, bool transient)
    {
        var repeatable = outcome switch
        {
            AttemptOutcome.Failed => transient || !TransientOnly,
            AttemptOutcome.TimedOut or AttemptOutcome.Interrupted => true,
            _ => false,
        };
        if (!repeatable || failures > Times)
            return null;
        var factor = Backoff switch
        {
            RetryBackoff.Linear => failures,
            RetryBackoff.Exponential => Math.Pow(2, Math.Min(failures - 1, 40)),
            _ => 1,
        };
        // Compared as a double: a long exponential wait must not overflow before it is capped, and the cap itself must not be rounded up.
        var ticks = Delay.Ticks * factor;
        return ticks < MaxDelay.Ticks ? TimeSpan.FromTicks((long)ticks) : MaxDelay;
    }
}
