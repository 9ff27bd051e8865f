using Hearth.Coherence.Graph;
using Hearth.Coherence.Inputs;
using Hearth.Coherence.Layers;

namespace Hearth.Coherence.Tests.Explanations;

/// <summary>What a node is said to come from.</summary>
public sealed class NodeExplanationTests
{
    private readonly CoherenceGraph _graph = new(TimeProvider.System);
    private readonly ValueInput<string> _first, _second;
    private readonly Layer<string, string> _inner, _outer;
    private int _computed;

    public NodeExplanationTests()
    {
        _first = _graph.Values.Add("first", "a", Fingerprint.Of);
        _second = _graph.Values.Add("second", "b", Fingerprint.Of);
        _inner = Layer("inner", async (_, reading) => await reading.ReadAsync(_first));
        _outer = Layer("outer", async (_, reading) => await reading.ReadAsync(_inner["x"]) + await reading.ReadAsync(_second));
    }

    [Fact]
    public async Task What_was_never_computed_is_unknown_and_what_never_changed_has_no_cause()
    {
        Assert.Equal("Unknown", Explained());
        await _outer.ReadAsync("y");
        Assert.Equal("Current", Explained());
    }

    [Fact]
    public async Task What_is_current_came_from_the_last_change_down_to_the_input()
    {
        await _outer.ReadAsync("y");
        _first.Set("c");
        await _outer.ReadAsync("y");
        Assert.Equal("Current: outer y changed <- inner x changed <- values first changed", Explained());
        _second.Set("d");
        await _outer.ReadAsync("y");
        Assert.Equal("Current: outer y changed <- values second changed", Explained());
    }

    [Fact]
    public async Task What_would_be_computed_again_is_told_without_computing_it()
    {
        await _outer.ReadAsync("y");
        var computed = _computed;
        _first.Set("c");
        Assert.Equal("Changed: outer y has to be computed again <- inner x has to be computed again <- values first changed", Explained());
        _first.Set("a");
        Assert.Equal("Current", Explained());
        await _inner.ReadAsync("x");
        _first.Set("c");
        await _inner.ReadAsync("x");
        Assert.Equal("Changed: outer y has to be computed again <- inner x changed <- values first changed", Explained());
        Assert.Equal(computed + 1, _computed);
    }

    [Fact]
    public async Task A_layer_says_what_last_made_one_of_its_nodes_another()
    {
        await _outer.ReadAsync("y");
        Assert.Null(_outer.Statistics.LastInvalidation);
        _first.Set("c");
        await _outer.ReadAsync("y");
        Assert.Equal(("y", "inner x changed"), (_outer.Statistics.LastInvalidation!.Node, _outer.Statistics.LastInvalidation.Cause));
        Assert.Equal(("x", "values first changed"), (_inner.Statistics.LastInvalidation!.Node, _inner.Statistics.LastInvalidation.Cause));
        Assert.Equal(["outer y"], _outer.Nodes.Select(node => node.Name));
    }

    [Fact]
    public void What_is_kept_elsewhere_has_a_row_too()
    {
        var kept = 3;
        _graph.AddLayer("elsewhere", () => new LayerStatistics("elsewhere", kept, kept, 30, 0, 0, 0, 0, 0, 0, 0, TimeSpan.Zero, null), () => kept -= 3);
        Assert.Equal(3, _graph.FindLayer("elsewhere")!.Statistics.Entries);
        _graph.FindLayer("elsewhere")!.Clear();
        Assert.Equal(0, _graph.Layers[^1].Statistics.Entries);
        Assert.Empty(_graph.Layers[^1].Nodes);
    }

    private string Explained()
    {
        var explanation = _graph.Explain(_outer["y"]);
        return explanation.Because.IsEmpty ? $"{explanation.Standing}" : $"{explanation.Standing}: {string.Join(" <- ", explanation.Because.Select(cause => $"{cause.Node.Name} {cause.What}"))}";
    }

    private Layer<string, string> Layer(string name, Func<string, Reading, Task<string>> compute) => _graph.AddLayer(new LayerDefinition<string, string>
    {
        Name = name,
        Fingerprint = Fingerprint.Of,
        Compute = async (key, reading) =>
        {
            _computed++;
            return await compute(key, reading);
        },
    });
}
