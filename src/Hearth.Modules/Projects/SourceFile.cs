using Hearth.Coherence;

namespace Hearth.Modules.Projects;

/// <summary>A source as it was read: what was hashed is what is compiled, however the file changes meanwhile.</summary>
internal sealed record SourceFile(string Path, byte[] Content, Fingerprint Fingerprint);
