using System.Collections.Immutable;
using Hearth.Coherence;

namespace Hearth.Modules.Manifests;

/// <summary>What is kept of a compilation of one module, under its compile key: everything but paths, which are made when it is read.</summary>
/// <param name="CompileKey">Of what went in.</param>
/// <param name="Image">Of the assembly file, which is named by it.</param>
/// <param name="Symbols">Of its debug information.</param>
/// <param name="Surface">Of what others compile against.</param>
/// <param name="References">Names of the assemblies that the code refers to.</param>
/// <param name="SurfaceReferences">Names of those that the surface refers to.</param>
/// <param name="Warnings">What the compiler said, to be said again when the code is reused.</param>
internal sealed record ModuleRecord(Fingerprint CompileKey, Fingerprint Image, Fingerprint Symbols, Fingerprint Surface,
    ImmutableArray<string> References, ImmutableArray<string> SurfaceReferences, ImmutableArray<SourceDiagnostic> Warnings);
