using Hearth.Coherence;
using Hearth.Workers.Protocol;

namespace Hearth.Host.Runs;

/// <summary>The input of an item, or why it has none.</summary>
/// <param name="Input">As UTF-8 JSON.</param>
/// <param name="Fingerprint">What identifies it.</param>
/// <param name="Error">Why there is none.</param>
internal readonly record struct PreparedItem(ReadOnlyMemory<byte> Input, Fingerprint? Fingerprint, AttemptError? Error);
