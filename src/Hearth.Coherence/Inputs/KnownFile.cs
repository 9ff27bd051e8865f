using Hearth.Coherence.Files;

namespace Hearth.Coherence.Inputs;

/// <summary>What is known of a file, to be remembered from process to process.</summary>
/// <param name="Path">Its absolute path.</param>
/// <param name="Stamp">What the file system said of it.</param>
/// <param name="Read">When its content was read, in nanoseconds since 1970.</param>
/// <param name="Fingerprint">The fingerprint of its content.</param>
public sealed record KnownFile(string Path, FileStamp Stamp, long Read, Fingerprint Fingerprint);
