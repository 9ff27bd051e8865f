using Hearth.Workers.Protocol;

namespace Hearth.Workers.Processes;

/// <summary>How an attempt ended. Either an output or an error.</summary>
/// <param name="Output">What the task returned, as UTF-8 JSON.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="Microseconds">How long the task itself took.</param>
internal readonly record struct ExecutionResult(ReadOnlyMemory<byte> Output, AttemptError? Error, long Microseconds);
