using Hearth.Coherence;

namespace Hearth.Modules.Compilation;

/// <summary>An assembly and its content.</summary>
internal sealed record AssemblyFile(string Path, Fingerprint Fingerprint);
