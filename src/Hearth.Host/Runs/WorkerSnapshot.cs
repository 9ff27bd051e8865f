namespace Hearth.Host.Runs;

/// <summary>What a worker does at one moment.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="Item">The item that it executes, or executed last.</param>
/// <param name="Seconds">For how long.</param>
/// <param name="Waiting">How many items it has been given and has not begun.</param>
public sealed record WorkerSnapshot(string Worker, long Item, double Seconds, long Waiting);
