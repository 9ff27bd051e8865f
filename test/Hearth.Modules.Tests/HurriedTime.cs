namespace Hearth.Modules.Tests;

/// <summary>The clock of the system, but with every look at it a second has passed: patience is over at once.</summary>
internal sealed class HurriedTime : TimeProvider
{
    private long _seconds;

    public override long GetTimestamp() => base.GetTimestamp() + (Interlocked.Increment(ref _seconds) * TimestampFrequency);
}
