using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Hearth.Coherence.Graph;
using Hearth.Coherence.Layers;
using Hearth.Coherence.Metrics;

namespace Hearth.Coherence.Tests.Metrics;

public sealed class CoherenceMetricsTests
{
    private readonly CoherenceGraph _graph = new(TimeProvider.System);
    private readonly string _name = $"layer {Guid.NewGuid():n}";

    [Fact]
    public async Task Every_layer_is_measured()
    {
        using var metrics = new CoherenceMetrics(_graph);
        var layer = Layer(out var input);
        await layer.ReadAsync("a");
        await layer.ReadAsync("a");
        input.Set(2);
        await layer.ReadAsync("a");

        var measured = Measure();

        Assert.Equal(2, measured["hearth.coherence.rebuilds"]);
        Assert.Equal(2, measured["hearth.coherence.reads.waited"]);
        Assert.Equal(1, measured["hearth.coherence.reads.proved"]);
        Assert.Equal(1, measured["hearth.coherence.entries"]);
        Assert.Equal(1, measured["hearth.coherence.nodes"]);
        Assert.Equal(10, measured["hearth.coherence.size"]);
        Assert.Equal(0, measured["hearth.coherence.evictions"]);
        Assert.True(measured["hearth.coherence.rebuild.average"] > 0);
        Assert.Equal(11, measured.Count);
        layer.Clear();
        Assert.Equal((1, 0), (Measure()["hearth.coherence.evictions"], Measure()["hearth.coherence.entries"]));
    }

    [Fact]
    public void After_disposal_nothing_is_measured()
    {
        Layer(out _);
        var metrics = new CoherenceMetrics(_graph);
        Assert.NotEmpty(Measure());
        metrics.Dispose();

        Assert.Empty(Measure());
    }

    [Fact]
    public async Task A_rebuild_is_an_activity_with_layer_node_and_cause()
    {
        var activities = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Hearth.Coherence",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var layer = Layer(out var input);
        await layer.ReadAsync("a");
        input.Set(2);
        await layer.ReadAsync("a");

        // Other tests compute too.
        var own = activities.Where(activity => (string?)activity.GetTagItem("hearth.layer") == _name).ToList();
        Assert.Equal(["rebuild", "rebuild"], own.Select(activity => activity.OperationName));
        Assert.All(own, activity => Assert.Equal("a", activity.GetTagItem("hearth.node")));
        Assert.Equal([null, input.Name], own.Select(activity => (string?)activity.GetTagItem("hearth.cause")));
    }

    private Layer<string, string> Layer(out Hearth.Coherence.Inputs.ValueInput<int> input)
    {
        var number = input = _graph.Values.Add("number", 1, value => Fingerprint.Of($"{value}"));
        return _graph.AddLayer(new LayerDefinition<string, string>
        {
            Name = _name,
            Fingerprint = Fingerprint.Of,
            Size = text => 10 * text.Length,
            Compute = async (_, reading) => $"{await reading.ReadAsync(number)}",
        });
    }

    /// <summary>The instruments, as somebody hears them who listens now; other tests' layers are left out.</summary>
    private Dictionary<string, double> Measure()
    {
        var measured = new Dictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter.Name == CoherenceMetrics.MeterName)
                own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
        listener.RecordObservableInstruments();
        return measured;

        void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            foreach (var tag in tags)
                if (tag.Key == "layer" && (string?)tag.Value == _name)
                    measured[instrument.Name] = value;
        }
    }
}
