namespace Hearth.Workflows.Runs;

/// <summary>An event that cannot follow the ones before it: a damaged log, or a fault in the engine. Applying stops before any state changes.</summary>
public sealed class InvalidRunEventException(string violation) : Exception($"The run's log is inconsistent: {violation}.");
