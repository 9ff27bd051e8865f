namespace Hearth.Bench.Pool;

/// <summary>What one pass over all items took. All pools are judged by the same figures, from outside and by the times of their results.</summary>
/// <param name="ItemsPerSecond">From the first result to the last: what starting costs is in <paramref name="FirstSeconds"/>.</param>
/// <param name="WallItemsPerSecond">From the start of the command until it is gone.</param>
/// <param name="ProcessorMilliseconds">For each item, of all processes: what a run of a few items takes, which is starting and ending, is taken off.</param>
/// <param name="WholeProcessorMilliseconds">The same with starting and ending.</param>
/// <param name="FirstSeconds">From the start of the command to the first result.</param>
/// <param name="ExitSeconds">From the last result until the process is gone.</param>
/// <param name="WorkerMegabytes">Resident memory of a worker, where it is known.</param>
internal sealed record PoolRun(double ItemsPerSecond, double WallItemsPerSecond, double ProcessorMilliseconds, double WholeProcessorMilliseconds, double FirstSeconds, double ExitSeconds, double? WorkerMegabytes)
{
    /// <summary>How many items a run has that is mostly starting and ending.</summary>
    public const int Few = 10;

    /// <param name="items">How many there were.</param>
    /// <param name="command">The whole command.</param>
    /// <param name="few">The same with a few items.</param>
    /// <param name="first">When the first result was there.</param>
    /// <param name="last">When the last was.</param>
    /// <param name="workerMegabytes">Resident memory of a worker, where it is known.</param>
    public static PoolRun Of(int items, MeasuredCommand command, MeasuredCommand few, double first, double last, double? workerMegabytes = null) => new(
        (items - 1) / (last - first) * 1000,
        items / (command.Ended - command.Started) * 1000,
        (command.ProcessorSeconds - few.ProcessorSeconds) * 1000 / (items - Few),
        command.ProcessorSeconds * 1000 / items,
        (first - command.Started) / 1000,
        (command.Ended - last) / 1000,
        workerMegabytes);
}
