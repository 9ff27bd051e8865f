using Hearth.Coherence;

namespace Hearth.Host.Runs;

/// <summary>Some elements of a stored array that follow each other: its bytes from the first to the last, with the commas between them.</summary>
/// <param name="Array">The array's file in the content store.</param>
/// <param name="Offset">Where they begin in it, in bytes.</param>
/// <param name="Length">How many bytes they are.</param>
internal sealed record StoredBlock(Fingerprint Array, long Offset, long Length);
