using System.Collections.Immutable;

namespace Hearth.Host.Runs;

/// <summary>Where a step stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Status">Its status.</param>
/// <param name="Mapped">Whether it goes over items.</param>
/// <param name="Total">Its items.</param>
/// <param name="Done">Those that succeeded.</param>
/// <param name="Reused">Those of them whose output was taken over.</param>
/// <param name="Failed">Those that failed for good.</param>
/// <param name="Executing">Those that execute.</param>
/// <param name="Seconds">Since it began, or how long it took.</param>
/// <param name="Rate">Items a second, over the last seconds.</param>
/// <param name="Message">What one of its attempts last said.</param>
/// <param name="Reason">Why it was skipped or failed.</param>
public sealed record StepSnapshot(string Name, string Status, bool Mapped, long Total, long Done, long Reused, long Failed, int Executing, double Seconds, double Rate,
    string? Message, string? Reason)
{
    /// <summary>What the workers do that execute its items.</summary>
    public ImmutableArray<WorkerSnapshot> Workers { get; init; } = [];

    /// <summary>How long it will still take at the present rate, in seconds; null where that cannot be told.</summary>
    public double? SecondsLeft => Status == "running" && Rate > 0 && Mapped ? (Total - Done - Failed) / Rate : null;

    /// <summary>Whether it succeeded and nothing of it was executed.</summary>
    public bool IsReused => Status == "succeeded" && Total > 0 && Reused == Total;
}
