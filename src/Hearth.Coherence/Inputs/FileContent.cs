using Hearth.Coherence.Files;

namespace Hearth.Coherence.Inputs;

/// <summary>What a file holds.</summary>
/// <param name="Bytes">Its content.</param>
/// <param name="Fingerprint">The fingerprint of exactly that.</param>
/// <param name="Stamp">What the file system said of it.</param>
public sealed record FileContent(ReadOnlyMemory<byte> Bytes, Fingerprint Fingerprint, FileStamp Stamp);
