using System.Collections.Immutable;

namespace Hearth.Modules.Discovery;

/// <summary>The tasks of a compilation, and what is wrong with those that are not among them.</summary>
internal sealed record DiscoveredTasks(ImmutableArray<ExtensionDescriptor> Tasks, ImmutableArray<SourceDiagnostic> Diagnostics);
