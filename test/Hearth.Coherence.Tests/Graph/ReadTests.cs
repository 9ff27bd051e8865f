using System.Globalization;
using Hearth.Coherence.Graph;
using Hearth.Coherence.Layers;

namespace Hearth.Coherence.Tests.Graph;

public sealed class ReadTests
{
    private readonly CoherenceGraph _graph = new(TimeProvider.System);
    private int _computed;

    [Fact]
    public async Task What_did_not_change_is_computed_once()
    {
        var input = _graph.Values.Add("input", 1, Text);
        var doubled = Layer("doubled", async (_, reading) => await reading.ReadAsync(input) * 2);

        Assert.Equal(2, await doubled.ReadAsync("x"));
        Assert.Equal(2, await doubled.ReadAsync("x"));
        input.Set(1);
        Assert.Equal(2, await doubled.ReadAsync("x"));
        Assert.Equal(1, _computed);
        input.Set(3);
        Assert.Equal(6, await doubled.ReadAsync("x"));
        Assert.Equal(2, _computed);
    }

    [Fact]
    public async Task A_result_that_is_the_same_stops_the_change_there()
    {
        var input = _graph.Values.Add("input", 1, Text);
        var isOdd = Layer("odd", async (_, reading) => await reading.ReadAsync(input) % 2);
        var last = Layer("last", async (_, reading) => await reading.ReadAsync(isOdd["x"]) + 10);
        Assert.Equal(11, await last.ReadAsync("x"));

        input.Set(3);

        Assert.Equal(11, await last.ReadAsync("x"));
        Assert.Equal((2, 1), (isOdd.Statistics.Rebuilds, last.Statistics.Rebuilds));
        Assert.Equal(1, isOdd.Statistics.CutOffs);
    }

    [Fact]
    public async Task What_was_read_only_before_counts_no_more()
    {
        var (choice, left, right) = (_graph.Values.Add("choice", 0, Text), _graph.Values.Add("left", 1, Text), _graph.Values.Add("right", 2, Text));
        var chosen = Layer("chosen", async (_, reading) => await reading.ReadAsync(choice) == 0 ? await reading.ReadAsync(left) : await reading.ReadAsync(right));
        Assert.Equal(1, await chosen.ReadAsync("x"));
        choice.Set(1);
        Assert.Equal(2, await chosen.ReadAsync("x"));

        left.Set(5);

        Assert.Equal(2, await chosen.ReadAsync("x"));
        Assert.Equal(2, _computed);
    }

    [Fact]
    public async Task A_hundred_readers_share_one_computation()
    {
        var gate = new TaskCompletionSource();
        var slow = Layer("slow", async (_, _) =>
        {
            await gate.Task;
            return 7;
        });
        var readers = Enumerable.Range(0, 100).Select(_ => Task.Run(() => slow.ReadAsync("x").AsTask())).ToList();
        await UntilAsync(() => slow.Statistics.Avoided == 99);

        gate.SetResult();

        Assert.All(await Task.WhenAll(readers), value => Assert.Equal(7, value));
        Assert.Equal(1, _computed);
    }

    [Fact]
    public async Task A_reader_that_gives_up_takes_nothing_from_the_others()
    {
        var gate = new TaskCompletionSource();
        var slow = Layer("slow", async (_, reading) =>
        {
            await gate.Task.WaitAsync(reading.CancellationToken);
            return 7;
        });
        using var impatient = new CancellationTokenSource();
        var first = slow.ReadAsync("x", impatient.Token).AsTask();
        var second = slow.ReadAsync("x").AsTask();
        await UntilAsync(() => slow.Statistics.Avoided == 1);

        await impatient.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();
        Assert.Equal(7, await second);
        Assert.Equal(1, _computed);
    }

    [Fact]
    public async Task When_all_have_given_up_the_computation_is_cancelled_and_the_next_reader_begins_anew()
    {
        var cancelled = new TaskCompletionSource();
        var slow = Layer("slow", async (_, reading) =>
        {
            if (_computed > 1)
                return 7;
            try
            {
                await Task.Delay(Timeout.Infinite, reading.CancellationToken);
            }
            finally
            {
                cancelled.SetResult();
            }

            return 0;
        });
        using var impatient = new CancellationTokenSource();
        var first = slow.ReadAsync("x", impatient.Token).AsTask();
        await UntilAsync(() => _computed == 1);

        await impatient.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await cancelled.Task;
        Assert.Equal(7, await slow.ReadAsync("x"));
    }

    [Fact]
    public async Task An_error_is_kept_until_what_it_came_from_is_mended()
    {
        var input = _graph.Values.Add("input", -1, Text);
        var root = Layer("root", async (_, reading) => await reading.ReadAsync(input) is var value && value < 0 ? throw new ArgumentException($"{value} is negative") : value);
        var last = Layer("last", async (_, reading) => await reading.ReadAsync(root["x"]) + 1);

        for (var read = 0; read < 3; read++)
            Assert.Equal("-1 is negative", (await Assert.ThrowsAsync<ArgumentException>(() => last.ReadAsync("x").AsTask())).Message);
        Assert.Equal((1, 1), (root.Statistics.Rebuilds, last.Statistics.Rebuilds));
        input.Set(2);
        Assert.Equal(3, await last.ReadAsync("x"));
    }

    [Fact]
    public async Task A_cycle_is_told_with_its_path_and_gone_when_it_is_broken()
    {
        var closed = _graph.Values.Add("closed", 1, Text);
        Layer<string, int> layer = null!;
        layer = Layer("ring", async (key, reading) => key == "c" && await reading.ReadAsync(closed) == 0 ? 5
            : await reading.ReadAsync(layer[key switch { "a" => "b", "b" => "c", _ => "a" }]));

        var cycle = await Assert.ThrowsAsync<CycleException>(() => layer.ReadAsync("b").AsTask());
        Assert.Equal(["ring b", "ring c", "ring a"], cycle.Path.ToList());
        closed.Set(0);
        Assert.Equal(5, await layer.ReadAsync("a"));
    }

    [Fact]
    public async Task Two_that_wait_for_each_other_from_different_threads_are_a_cycle_too()
    {
        using var both = new Barrier(2);
        Layer<string, int> layer = null!;
        layer = Layer("ring", async (key, reading) =>
        {
            // Each has begun before either reads the other.
            await Task.Run(() => both.SignalAndWait(TimeSpan.FromSeconds(30)));
            return await reading.ReadAsync(layer[key == "a" ? "b" : "a"]);
        });

        var readers = new[] { "a", "b" }.Select(key => Task.Run(() => layer.ReadAsync(key).AsTask())).ToList();

        foreach (var reader in readers)
            await Assert.ThrowsAsync<CycleException>(() => reader);
    }

    [Fact]
    public async Task A_chain_of_thousands_does_not_end_the_stack()
    {
        const int length = 20_000;
        var input = _graph.Values.Add("input", 0, Text);
        Layer<int, int> chain = null!;
        chain = _graph.AddLayer(new LayerDefinition<int, int>
        {
            Name = "chain",
            Compute = async (key, reading) => 1 + (key == 0 ? await reading.ReadAsync(input) : await reading.ReadAsync(chain[key - 1])),
            Fingerprint = Text,
        });

        Assert.Equal(length, await chain.ReadAsync(length - 1));
        _graph.Revalidate();
        Assert.Equal(length, await chain.ReadAsync(length - 1));
        Assert.Equal(length, chain.Statistics.Rebuilds);
        input.Set(1);
        Assert.Equal(length + 1, await chain.ReadAsync(length - 1));
    }

    [Fact]
    public async Task What_changes_while_it_is_read_is_read_again()
    {
        var (first, second) = (_graph.Values.Add("first", 1, Text), _graph.Values.Add("second", 1, Text));
        var sum = Layer("sum", async (_, reading) =>
        {
            var before = await reading.ReadAsync(first);
            if (_computed == 1)
            {
                first.Set(2);
                second.Set(2);
            }

            return before + await reading.ReadAsync(second);
        });

        // One and two never stood together.
        Assert.Equal(4, await sum.ReadAsync("x"));
    }

    [Fact]
    public async Task Nothing_is_read_after_the_computation_has_ended()
    {
        var input = _graph.Values.Add("input", 1, Text);
        Reading? kept = null;
        var leaking = Layer("leaking", (_, reading) =>
        {
            kept = reading;
            return ValueTask.FromResult(1);
        });
        await leaking.ReadAsync("x");

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => kept!.ReadAsync(input).AsTask());
        Assert.Contains("leaking x", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_of_what_is_proved_allocates_nothing()
    {
        var input = _graph.Values.Add("input", 1, Text);
        Layer<int, int> chain = null!;
        chain = _graph.AddLayer(new LayerDefinition<int, int>
        {
            Name = "chain",
            Compute = async (key, reading) => key == 0 ? await reading.ReadAsync(input) : await reading.ReadAsync(chain[key - 1]),
            Fingerprint = Text,
        });
        var node = chain[4];
        for (var warm = 0; warm < 100; warm++)
        {
            _graph.Revalidate();
            await node.ReadAsync();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var proved = node.ReadAsync();
        var trusted = GC.GetAllocatedBytesForCurrentThread() - before;
        _graph.Revalidate();
        before = GC.GetAllocatedBytesForCurrentThread();
        var looked = node.ReadAsync();
        var looking = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal((1, 1), (await proved, await looked));
        Assert.Equal((0, 0), (trusted, looking));
    }

    private Layer<string, int> Layer(string name, Func<string, Reading, ValueTask<int>> compute) => _graph.AddLayer(new LayerDefinition<string, int>
    {
        Name = name,
        Fingerprint = Text,
        Compute = (key, reading) =>
        {
            Interlocked.Increment(ref _computed);
            return compute(key, reading);
        },
    });

    private static Fingerprint Text(int value) => Fingerprint.Of(value.ToString(CultureInfo.InvariantCulture));

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
            await Task.Delay(1, patience.Token);
    }
}
