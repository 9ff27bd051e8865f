using Hearth.Coherence.Graph;
using Hearth.Modules.Graph;

namespace Hearth.Modules.Compilation;

/// <summary>What the compiler makes and needs, as layers of the graph. Naming them loads no compiler; reading them does.</summary>
/// <param name="graph">The graph.</param>
/// <param name="open">Opens assemblies that are installed whole; null to do so.</param>
internal sealed class CompilerLayers(CoherenceGraph graph, OpenReference? open)
{
    /// <summary>Assemblies to compile against.</summary>
    public ReferenceLayer References { get; } = new(graph, open);

    /// <summary>Source generators.</summary>
    public GeneratorLayer Generators { get; } = new(graph);

    /// <summary>Modules, their surfaces, and what is in them.</summary>
    public ModuleLayers Modules { get; } = new(graph);
}
