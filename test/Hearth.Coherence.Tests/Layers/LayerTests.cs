using Hearth.Coherence.Graph;
using Hearth.Coherence.Layers;

namespace Hearth.Coherence.Tests.Layers;

public sealed class LayerTests
{
    private readonly CoherenceGraph _graph = new(TimeProvider.System);
    private readonly List<string> _computed = [];

    [Fact]
    public async Task A_layer_keeps_to_its_number_of_entries()
    {
        var layer = Layer(new LayerPolicy { MaxEntries = 10 });

        for (var key = 0; key < 100; key++)
            await layer.ReadAsync($"{key}");

        Assert.InRange(layer.Statistics.Entries, 9, 10);
        Assert.Equal(100, layer.Statistics.Entries + layer.Statistics.Evictions);
        Assert.Equal(100, layer.Statistics.Nodes);
    }

    [Fact]
    public async Task A_layer_keeps_to_its_bytes()
    {
        var layer = Layer(new LayerPolicy { MaxBytes = 1000 });

        for (var key = 0; key < 100; key++)
            await layer.ReadAsync($"{key} {new string('x', 90)}");

        Assert.InRange(layer.Statistics.Bytes, 800, 1000);
    }

    [Fact]
    public async Task What_is_read_stays_and_what_is_not_goes()
    {
        var layer = Layer(new LayerPolicy { MaxEntries = 10 });
        for (var key = 0; key < 100; key++)
        {
            await layer.ReadAsync("loved");
            await layer.ReadAsync($"{key}");
        }

        Assert.Single(_computed, "loved");
    }

    [Fact]
    public async Task What_is_evicted_still_knows_whether_it_would_be_another()
    {
        var input = _graph.Values.Add("input", "a", Fingerprint.Of);
        var layer = _graph.AddLayer(new LayerDefinition<string, string> { Name = "layer", Fingerprint = Fingerprint.Of, Compute = async (_, reading) => await reading.ReadAsync(input) });
        var last = _graph.AddLayer(new LayerDefinition<string, string> { Name = "last", Fingerprint = Fingerprint.Of, Compute = async (key, reading) => await reading.ReadAsync(layer[key]) });
        await last.ReadAsync("x");

        Assert.Equal(1, layer.Clear());
        _graph.Revalidate();
        Assert.Equal("a", await last.ReadAsync("x"));

        Assert.Equal((1, 1, 0), (layer.Statistics.Rebuilds, last.Statistics.Rebuilds, layer.Statistics.Entries));
        Assert.Equal("a", await layer.ReadAsync("x"));
        Assert.Equal((2, 1), (layer.Statistics.Rebuilds, last.Statistics.Rebuilds));
    }

    [Fact]
    public async Task What_nobody_reads_is_dropped_after_its_time()
    {
        var time = new ManualTime();
        var graph = new CoherenceGraph(time);
        var layer = graph.AddLayer(new LayerDefinition<string, string>
        {
            Name = "layer",
            Compute = (key, _) => ValueTask.FromResult(key),
            Policy = new LayerPolicy { KeepAlive = TimeSpan.FromMinutes(5) },
        });
        await layer.ReadAsync("old");
        await layer.ReadAsync("used");
        time.Advance(TimeSpan.FromMinutes(4));
        await layer.ReadAsync("used");
        Assert.Equal(0, graph.Trim());
        time.Advance(TimeSpan.FromMinutes(4));

        Assert.Equal(1, graph.Trim());
        Assert.Equal(1, layer.Statistics.Entries);
        time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(1, graph.Trim());
    }

    [Fact]
    public async Task A_node_that_nothing_depends_on_can_be_forgotten()
    {
        var layer = Layer(LayerPolicy.Unlimited);
        var last = _graph.AddLayer(new LayerDefinition<string, string> { Name = "last", Compute = async (key, reading) => await reading.ReadAsync(layer[key]) });
        await last.ReadAsync("x");

        Assert.False(layer.Forget("x"));
        Assert.True(last.Forget("x"));
        Assert.True(layer.Forget("x"));
        Assert.False(layer.Forget("x"));
        Assert.Equal((0, 0), (layer.Statistics.Nodes, layer.Statistics.Entries));
    }

    [Fact]
    public void Two_layers_of_one_name_are_refused()
    {
        Layer(LayerPolicy.Unlimited);
        Assert.Throws<ArgumentException>(() => Layer(LayerPolicy.Unlimited));
        Assert.Throws<ArgumentException>(() => _graph.AddLayer(new LayerDefinition<string, string> { Name = "files", Compute = (key, _) => ValueTask.FromResult(key) }));
    }

    private Layer<string, string> Layer(LayerPolicy policy) => _graph.AddLayer(new LayerDefinition<string, string>
    {
        Name = "texts",
        Fingerprint = Fingerprint.Of,
        Size = text => text.Length,
        Policy = policy,
        Compute = (key, _) =>
        {
            _computed.Add(key);
            return ValueTask.FromResult(key);
        },
    });

    private sealed class ManualTime : TimeProvider
    {
        private long _ticks = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Volatile.Read(ref _ticks);

        public void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
    }
}
