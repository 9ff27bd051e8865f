using System.Collections.Immutable;

namespace Hearth.Modules.Plugins;

/// <summary>The assemblies of plugin folders that hold extensions.</summary>
internal sealed record PluginModules(ImmutableArray<PluginModule> Modules);
