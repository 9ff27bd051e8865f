using Hearth.Coherence.Graph;
using Hearth.Coherence.Layers;

namespace Hearth.Coherence.Tests.Layers;

/// <summary>Layers whose keys say all that their values are made from.</summary>
public sealed class ContentKeyTests
{
    private readonly CoherenceGraph _graph = new(TimeProvider.System);
    private readonly List<string> _computed = [];

    [Fact]
    public async Task What_is_evicted_is_forgotten()
    {
        var layer = Layer(new LayerPolicy { MaxEntries = 10 });

        for (var key = 0; key < 1000; key++)
            await layer.ReadAsync($"{key}");

        var kept = layer.Statistics;
        Assert.InRange(kept.Entries, 9, 10);
        Assert.Equal((kept.Entries, kept.Entries), (kept.Nodes, kept.Bytes));
    }

    [Fact]
    public async Task What_something_depends_on_is_not_forgotten_and_is_when_nothing_does()
    {
        var layer = Layer(new LayerPolicy { MaxEntries = 1 });
        var wanted = _graph.Values.Add("wanted", "a", Fingerprint.Of);
        var user = _graph.AddLayer(new LayerDefinition<string, string> { Name = "user", Compute = async (_, reading) => await reading.ReadAsync(layer[await reading.ReadAsync(wanted)]) });
        Assert.Equal("a!", await user.ReadAsync(""));

        await layer.ReadAsync("b");
        Assert.Equal((1, 2), (layer.Statistics.Entries, layer.Statistics.Nodes));
        Assert.Equal("a!", await user.ReadAsync(""));
        wanted.Set("c");
        Assert.Equal("c!", await user.ReadAsync(""));
        _graph.Trim();

        Assert.Equal((1, 1), (layer.Statistics.Entries, layer.Statistics.Nodes));
        Assert.Equal(["a", "b", "c"], _computed);
    }

    [Fact]
    public async Task A_forgotten_node_that_somebody_holds_still_answers_and_is_not_counted()
    {
        var layer = Layer(LayerPolicy.Unlimited);
        var held = layer["a"];
        await held.ReadAsync();
        Assert.Equal(1, layer.Clear());

        Assert.Equal("a!", await held.ReadAsync());
        Assert.Equal((0, 0, 0), (layer.Statistics.Entries, layer.Statistics.Nodes, layer.Statistics.Bytes));
        Assert.Equal("a!", await layer.ReadAsync("a"));
        Assert.Equal((1, 1, 1), (layer.Statistics.Entries, layer.Statistics.Nodes, layer.Statistics.Bytes));
    }

    private Layer<string, string> Layer(LayerPolicy policy) => _graph.AddLayer(new LayerDefinition<string, string>
    {
        Name = "layer",
        IsContentKeyed = true,
        Policy = policy,
        Size = _ => 1,
        Compute = (key, _) =>
        {
            _computed.Add(key);
            return ValueTask.FromResult($"{key}!");
        },
    });
}
