using System.Collections.Concurrent;
using Hearth.Coherence.Graph;
using Hearth.Coherence.Layers;

namespace Hearth.Coherence.Inputs;

/// <summary>Environment variables as inputs. Safe for use from several threads.</summary>
public sealed class VariableInputs : InputLayer
{
    private readonly ConcurrentDictionary<string, VariableInput> _variables = new(StringComparer.Ordinal);

    internal VariableInputs(CoherenceGraph graph)
        : base(graph, "variables")
    {
    }

    /// <inheritdoc/>
    public override LayerStatistics Statistics => Counters.Of(Name, _variables.Count, _variables.Count, 0, LastInvalidation);

    /// <summary>A variable; null is the value of one that is not set.</summary>
    public Node<string?> this[string name] => _variables.GetOrAdd(name, static (name, layer) => new VariableInput(layer, name), this);

    /// <inheritdoc/>
    public override IEnumerable<Node> Nodes => _variables.Values;

    /// <inheritdoc/>
    public override Node? Find(string key) => _variables.GetValueOrDefault(key);
}
