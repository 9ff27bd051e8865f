namespace Hearth.Workers.Pool;

/// <summary>No worker process could be started.</summary>
public sealed class WorkerStartException(string message, Exception? inner = null) : Exception(message, inner);
