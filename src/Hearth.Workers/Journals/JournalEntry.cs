using Hearth.Workers.Protocol;

namespace Hearth.Workers.Journals;

/// <summary>How an item ended. Either an output or an error.</summary>
/// <param name="Item">The item.</param>
/// <param name="Output">UTF-8 JSON.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="Duration">How long the task took.</param>
public sealed record JournalEntry(long Item, ReadOnlyMemory<byte> Output, AttemptError? Error, TimeSpan Duration);
