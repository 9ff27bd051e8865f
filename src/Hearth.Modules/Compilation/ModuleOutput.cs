using System.Collections.Immutable;

namespace Hearth.Modules.Compilation;

/// <summary>What the compiler made of one module.</summary>
/// <param name="Image">The assembly; null when there are errors.</param>
/// <param name="Symbols">Its debug information.</param>
/// <param name="Surface">What others compile against.</param>
/// <param name="References">Names of the assemblies that the code refers to.</param>
/// <param name="SurfaceReferences">Names of those that the surface refers to.</param>
/// <param name="Diagnostics">Errors and warnings.</param>
internal sealed record ModuleOutput(byte[]? Image, byte[]? Symbols, byte[]? Surface, ImmutableArray<string> References, ImmutableArray<string> SurfaceReferences,
    ImmutableArray<SourceDiagnostic> Diagnostics)
{
    public static ModuleOutput Failed(ImmutableArray<SourceDiagnostic> diagnostics) => new(null, null, null, [], [], diagnostics);
}
