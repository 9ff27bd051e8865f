namespace Hearth.Workers.Processes;

/// <summary>The output cannot be JSON.</summary>
internal sealed class InvalidOutputException(string message) : Exception(message);
