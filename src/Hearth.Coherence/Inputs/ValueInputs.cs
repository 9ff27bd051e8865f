using System.Collections.Concurrent;
using Hearth.Coherence.Graph;
using Hearth.Coherence.Layers;

namespace Hearth.Coherence.Inputs;

/// <summary>Inputs that the program sets. Safe for use from several threads.</summary>
public sealed class ValueInputs : InputLayer
{
    private readonly ConcurrentDictionary<string, Node> _values = new(StringComparer.Ordinal);

    internal ValueInputs(CoherenceGraph graph)
        : base(graph, "values")
    {
    }

    /// <inheritdoc/>
    public override LayerStatistics Statistics => Counters.Of(Name, _values.Count, _values.Count, 0, LastInvalidation);

    /// <summary>Adds an input.</summary>
    /// <param name="name">What people call it.</param>
    /// <param name="value">Its first value.</param>
    /// <param name="fingerprint">The fingerprint of a value.</param>
    /// <exception cref="ArgumentException">There is one of this name.</exception>
    public ValueInput<T> Add<T>(string name, T value, Func<T, Fingerprint> fingerprint)
    {
        ArgumentNullException.ThrowIfNull(fingerprint);
        var input = new ValueInput<T>(this, name, value, fingerprint);
        return _values.TryAdd(name, input) ? input : throw new ArgumentException($"There is a value '{name}' already.", nameof(name));
    }

    /// <inheritdoc/>
    public override IEnumerable<Node> Nodes => _values.Values;

    /// <inheritdoc/>
    public override Node? Find(string key) => _values.GetValueOrDefault(key);
}
