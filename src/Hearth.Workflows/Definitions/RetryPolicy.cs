namespace Hearth.Workflows.Definitions;

/// <summary>How often and when an attempt that failed is repeated.</summary>
/// <param name="Times">Repeats after the first attempt.</param>
/// <param name="Delay">Before the first repeat.</param>
/// <param name="Backoff">How the delay grows.</param>
/// <param name="MaximumDelay">The delay never grows beyond.</param>
/// <param name="On">Which failures are repeated.</param>
public sealed record RetryPolicy(int Times, TimeSpan Delay, RetryBackoff Backoff, TimeSpan MaximumDelay, RetryOn On)
{
    /// <summary>No repeats.</summary>
    public static RetryPolicy None { get; } = new(0, TimeSpan.FromSeconds(1), RetryBackoff.Exponential, TimeSpan.FromMinutes(1), RetryOn.Any);

    /// <summary>How long to wait before a repeat; the first is 1.</summary>
    public TimeSpan DelayBefore(int repeat)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(repeat, 1);
        var factor = Backoff switch
        {
            RetryBackoff.Linear => repeat,
            RetryBackoff.Exponential => Math.Pow(2, repeat - 1),
            _ => 1,
        };
        var ticks = Delay.Ticks * factor;
        return ticks < MaximumDelay.Ticks ? TimeSpan.FromTicks((long)ticks) : MaximumDelay;
    }
}
