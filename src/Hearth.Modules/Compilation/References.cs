using Microsoft.CodeAnalysis;

namespace Hearth.Modules.Compilation;

/// <summary>The compiler's view of assemblies: costly to make, dearer than compiling a file.</summary>
/// <param name="All">One for each.</param>
/// <param name="Bytes">What the assemblies take.</param>
internal sealed record References(IReadOnlyList<MetadataReference> All, long Bytes);
