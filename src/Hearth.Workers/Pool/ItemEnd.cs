using Hearth.Workers.Protocol;

namespace Hearth.Workers.Pool;

/// <summary>How an item of a batch ended, as its worker said. Either an output or an error.</summary>
/// <param name="Output">UTF-8 JSON; valid until the observer returns.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="Duration">How long the task took.</param>
public readonly record struct ItemEnd(ReadOnlyMemory<byte> Output, AttemptError? Error, TimeSpan Duration);
