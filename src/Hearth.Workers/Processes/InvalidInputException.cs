namespace Hearth.Workers.Processes;

/// <summary>The input is not what the task takes.</summary>
internal sealed class InvalidInputException(string message) : Exception(message);
