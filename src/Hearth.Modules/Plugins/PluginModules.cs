using System.Collections.Immutable;

namespace Hearth.Modules.Plugins;

/// <summary>The assemblies of a plugin folder that hold extensions.</summary>
internal sealed record PluginModules(ImmutableArray<PluginModule> Modules);
