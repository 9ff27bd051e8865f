using System.Collections.Immutable;

namespace Hearth.Modules.Discovery;

/// <summary>The extensions of an assembly by kind and name, and what is wrong with those that are not among them.</summary>
/// <param name="Extensions">By kind and name.</param>
/// <param name="Diagnostics">Errors.</param>
public sealed record DiscoveredExtensions(ImmutableArray<ExtensionDescriptor> Extensions, ImmutableArray<SourceDiagnostic> Diagnostics);
