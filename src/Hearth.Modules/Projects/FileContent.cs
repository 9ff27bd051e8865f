using Hearth.Coherence;
using Hearth.Coherence.Files;

namespace Hearth.Modules.Projects;

/// <summary>A file as it was read.</summary>
/// <param name="Bytes">Its content.</param>
/// <param name="Fingerprint">Of the content.</param>
/// <param name="Stamp">What the file system said of it before.</param>
internal sealed record FileContent(byte[] Bytes, Fingerprint Fingerprint, FileStamp Stamp);
