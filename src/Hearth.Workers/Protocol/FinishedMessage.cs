using System.Text.Json;

namespace Hearth.Workers.Protocol;

/// <summary>Worker to host: an attempt ended. Either an output or an error.</summary>
/// <param name="Output">What the task returned.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="Microseconds">How long the task itself took.</param>
public sealed record FinishedMessage(JsonElement? Output, AttemptError? Error, long Microseconds);
