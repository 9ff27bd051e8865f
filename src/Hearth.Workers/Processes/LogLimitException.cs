namespace Hearth.Workers.Processes;

/// <summary>Thrown into task code that logs more than it may.</summary>
internal sealed class LogLimitException(long limit)
    : IOException($"The attempt logged more than {limit / (1024 * 1024.0):0.##} MiB. Raise 'log-limit' in hearth.yaml, or log less.");
