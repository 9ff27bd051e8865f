using System.Collections.Immutable;

namespace Hearth.Modules.Manifests;

/// <summary>What was found in a plugin folder.</summary>
/// <param name="Extensions">The extensions of its assemblies.</param>
/// <param name="Diagnostics">What is wrong with them; kept only where there is nothing.</param>
internal sealed record PluginRecord(ImmutableArray<ExtensionDescriptor> Extensions, ImmutableArray<SourceDiagnostic> Diagnostics);
