using Hearth.Coherence;
using Hearth.Coherence.Files;

namespace Hearth.Modules.Projects;

/// <summary>A source as it was read: what was hashed is what is compiled, however the file changes meanwhile.</summary>
/// <param name="Path">Relative to the workspace.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Fingerprint">Of the content.</param>
/// <param name="Stamp">What the file system said of it before it was read.</param>
internal sealed record SourceFile(string Path, byte[] Content, Fingerprint Fingerprint, FileStamp Stamp);
