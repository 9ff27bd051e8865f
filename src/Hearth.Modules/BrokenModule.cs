using System.Collections.Immutable;

namespace Hearth.Modules;

/// <summary>A module that cannot be loaded.</summary>
/// <param name="Files">Its sources, relative to the workspace.</param>
/// <param name="Extensions">What would be in it, as far as the compiler understands.</param>
/// <param name="Errors">Its own errors; where it has none, those of the modules that it needs.</param>
public sealed record BrokenModule(ImmutableArray<string> Files, ImmutableArray<ExtensionDescriptor> Extensions, ImmutableArray<SourceDiagnostic> Errors);
