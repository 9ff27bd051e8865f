using System.Collections.Immutable;
using Hearth.Modules.Manifests;

namespace Hearth.Modules.Graph;

/// <summary>What the compiler made of a module, now or earlier.</summary>
/// <param name="Record">The files that it became; null where it has errors.</param>
/// <param name="Errors">Those.</param>
/// <param name="Warnings">What the compiler said beside.</param>
/// <param name="Bytes">What the files take.</param>
internal sealed record CompiledUnit(ModuleRecord? Record, ImmutableArray<SourceDiagnostic> Errors, ImmutableArray<SourceDiagnostic> Warnings, long Bytes);
