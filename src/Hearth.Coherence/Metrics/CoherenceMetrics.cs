using System.Diagnostics.Metrics;
using Hearth.Coherence.Graph;
using Hearth.Coherence.Layers;

namespace Hearth.Coherence.Metrics;

/// <summary>
/// The statistics of all layers of a graph as instruments of the meter <c>Hearth.Coherence</c>, tagged with <c>layer</c>, for OpenTelemetry and <c>dotnet-counters</c>.
/// Nothing is counted for it: the instruments are asked when somebody listens. Layers that are added later are there too. Dispose of it before the graph is let go.
/// </summary>
public sealed class CoherenceMetrics : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Hearth.Coherence";

    private readonly CoherenceGraph _graph;
    private readonly Meter _meter = new(MeterName);

    /// <param name="graph">Whose layers.</param>
    public CoherenceMetrics(CoherenceGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        _graph = graph;
        Count("reads.proved", "{read}", "Reads that found a value that was proved, or could be without computing.", layer => layer.Hits);
        Count("reads.waited", "{read}", "Reads that had to wait for a computation.", layer => layer.Misses);
        Count("reads.joined", "{read}", "Readers that waited for a computation under way.", layer => layer.Avoided);
        Count("verifications", "{look}", "How often a value was proved by a look at what it was computed from.", layer => layer.Verifications);
        Count("rebuilds", "{computation}", "Computations.", layer => layer.Rebuilds);
        Count("cutoffs", "{computation}", "Computations that gave the same as before.", layer => layer.CutOffs);
        Count("evictions", "{value}", "Values that were dropped for the layer's policy.", layer => layer.Evictions);
        Gauge("entries", "{value}", "Values that are kept.", layer => layer.Entries);
        Gauge("nodes", "{node}", "Nodes that are known.", layer => layer.Nodes);
        Gauge("size", "By", "The measured size of the values.", layer => layer.Bytes);
        _meter.CreateObservableGauge("hearth.coherence.rebuild.average", () => Measure(layer => layer.AverageRebuild.TotalSeconds), "s", "How long a computation takes.");
    }

    /// <summary>Takes the instruments away.</summary>
    public void Dispose() => _meter.Dispose();

    private void Count(string name, string unit, string description, Func<LayerStatistics, long> value) =>
        _meter.CreateObservableCounter($"hearth.coherence.{name}", () => Measure(value), unit, description);

    private void Gauge(string name, string unit, string description, Func<LayerStatistics, long> value) =>
        _meter.CreateObservableUpDownCounter($"hearth.coherence.{name}", () => Measure(value), unit, description);

    private IEnumerable<Measurement<T>> Measure<T>(Func<LayerStatistics, T> value)
        where T : struct =>
        _graph.Layers.Select(layer => layer.Statistics).Select(layer => new Measurement<T>(value(layer), new KeyValuePair<string, object?>("layer", layer.Name)));
}
