using Hearth.Coherence;

namespace Hearth.Modules.Projects;

/// <summary>A source as it was read: what was hashed is what is compiled, however the file changes meanwhile.</summary>
/// <param name="Path">Relative to the workspace.</param>
/// <param name="FullPath">Absolute.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Fingerprint">Of the content.</param>
internal sealed record SourceFile(string Path, string FullPath, ReadOnlyMemory<byte> Content, Fingerprint Fingerprint);
