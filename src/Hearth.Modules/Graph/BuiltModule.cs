using System.Collections.Immutable;
using Hearth.Coherence;
using Hearth.Modules.Manifests;

namespace Hearth.Modules.Graph;

/// <summary>A module after the compiler. Immutable.</summary>
/// <param name="Plan">What it was made from.</param>
/// <param name="Key">Its compile key; null where its dependencies are assumed or broken.</param>
/// <param name="Node">Under which name the graph knows it; null where its dependencies are broken.</param>
/// <param name="Record">What came of it; null where it has errors, or needs a module that has.</param>
/// <param name="DeepSurface">Of its surface and of those that it mentions: what users compile against.</param>
/// <param name="Errors">Its own errors, or those that it is held up by.</param>
/// <param name="Warnings">What the compiler said beside.</param>
/// <param name="Extensions">What it holds.</param>
/// <param name="Findings">What is wrong with those.</param>
/// <param name="Compiled">Whether the compiler had to work on it this time.</param>
internal sealed record BuiltModule(PlannedModule Plan, Fingerprint? Key, ModuleKey? Node, ModuleRecord? Record, Fingerprint DeepSurface,
    ImmutableArray<SourceDiagnostic> Errors, ImmutableArray<SourceDiagnostic> Warnings, ImmutableArray<ExtensionDescriptor> Extensions, ImmutableArray<SourceDiagnostic> Findings, bool Compiled)
{
    /// <summary>Under which name the graph knows what it holds.</summary>
    public DescriptionKey? Description { get; init; }
}
