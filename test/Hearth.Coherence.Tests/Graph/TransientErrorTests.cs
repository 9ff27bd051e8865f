using Hearth.Coherence.Graph;
using Hearth.Coherence.Layers;

namespace Hearth.Coherence.Tests.Graph;

/// <summary>Errors that say nothing of what was read.</summary>
public sealed class TransientErrorTests
{
    private readonly CoherenceGraph _graph = new(TimeProvider.System);
    private readonly TaskCompletionSource _begun = new(), _go = new();
    private bool _isFull = true;
    private int _computed;

    [Fact]
    public async Task It_is_thrown_to_all_who_wait_and_not_kept()
    {
        var layer = Layer("layer", _ => ComputeAsync());

        var first = layer.ReadAsync("a").AsTask();
        await _begun.Task;
        var second = layer.ReadAsync("a").AsTask();
        _go.SetResult();

        await Assert.ThrowsAsync<IOException>(() => first);
        await Assert.ThrowsAsync<IOException>(() => second);
        Assert.Equal((1, 0), (_computed, layer.Statistics.Entries));
        _isFull = false;
        Assert.Equal("done", await layer.ReadAsync("a"));
        Assert.Equal("done", await layer.ReadAsync("a"));
        Assert.Equal(2, _computed);
    }

    [Fact]
    public async Task It_passes_through_those_that_read_it()
    {
        var inner = Layer("inner", _ => ComputeAsync());
        var outer = Layer("outer", async reading => await reading.ReadAsync(inner["a"]));
        _go.SetResult();

        await Assert.ThrowsAsync<IOException>(() => outer.ReadAsync("b").AsTask());
        _isFull = false;

        Assert.Equal("done", await outer.ReadAsync("b"));
        Assert.Equal((2, 1), (_computed, inner.Statistics.Entries));
    }

    [Fact]
    public async Task What_was_computed_before_it_stays()
    {
        var input = _graph.Values.Add("input", "a", Fingerprint.Of);
        var layer = Layer("layer", async reading => await reading.ReadAsync(input) == "b" ? throw new IOException("full") : ++_computed);
        Assert.Equal(1, await layer.ReadAsync("x"));
        input.Set("b");
        await Assert.ThrowsAsync<IOException>(() => layer.ReadAsync("x").AsTask());
        input.Set("a");

        Assert.Equal(1, await layer.ReadAsync("x"));
        Assert.Equal(1, _computed);
    }

    private async ValueTask<string> ComputeAsync()
    {
        _computed++;
        _begun.TrySetResult();
        await _go.Task;
        return _isFull ? throw new IOException("full") : "done";
    }

    private Layer<string, T> Layer<T>(string name, Func<Reading, ValueTask<T>> compute) =>
        _graph.AddLayer(new LayerDefinition<string, T> { Name = name, IsTransient = exception => exception is IOException, Compute = (_, reading) => compute(reading) });
}
