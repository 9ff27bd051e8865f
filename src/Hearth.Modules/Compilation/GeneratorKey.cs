using Hearth.Coherence;

namespace Hearth.Modules.Compilation;

/// <summary>An assembly of source generators of a framework.</summary>
/// <param name="Path">The assembly.</param>
/// <param name="Framework">The framework that it was installed with.</param>
internal sealed record GeneratorKey(string Path, Fingerprint Framework);
