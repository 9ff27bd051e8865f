using System.Globalization;
using Hearth.Coherence.Graph;
using Hearth.Coherence.Layers;

namespace Hearth.Coherence.Tests.Graph;

/// <summary>
/// A random graph over inputs that change with a word (values) and without one (environment variables), and an oracle that computes the same from nothing and knows which
/// computations cannot be avoided. Nodes read what they need as they go, give the same for different inputs, throw, and catch what others throw.
/// </summary>
internal sealed class RandomGraph : IDisposable
{
    private const int Range = 12;
    private readonly string _prefix = $"HEARTH_TEST_{Guid.NewGuid():N}_";
    private readonly List<ValueInput> _values = [];
    private readonly Rule[] _rules;
    private readonly int _inputs;
    private readonly Dictionary<int, Memo> _memos = [];
    private int _silent;

    public RandomGraph(Random random, int inputs, int nodes)
    {
        _inputs = inputs;
        Graph = new CoherenceGraph(TimeProvider.System);
        for (var index = 0; index < inputs; index++)
        {
            if (index % 2 == 0)
                _values.Add(new ValueInput(Graph.Values.Add($"v{index}", 0, Text)));
            else
                Environment.SetEnvironmentVariable(_prefix + index, "0");
        }

        _rules = [.. Enumerable.Range(inputs, nodes).Select(index => Rule.Random(random, index))];
        Layer = Graph.AddLayer(new LayerDefinition<int, int> { Name = "derived", Compute = ComputeAsync, Fingerprint = Text });
    }

    public CoherenceGraph Graph { get; }

    public Layer<int, int> Layer { get; }

    public int Nodes => _rules.Length;

    /// <summary>How often the graph computed, by node.</summary>
    public int[] Computed { get; private set; } = [];

    /// <summary>How often it had to.</summary>
    public int[] Needed { get; private set; } = [];

    /// <summary>Slows computations down, so that readers meet.</summary>
    public Func<int, Task>? Pause { get; set; }

    public void Begin() => (Computed, Needed) = (new int[_rules.Length], new int[_rules.Length]);

    public int Any(Random random) => _inputs + random.Next(_rules.Length);

    /// <summary>Sets an input; one that changes without a word is only sure to be seen after a revalidation.</summary>
    public void Edit(Random random)
    {
        var input = random.Next(_inputs);
        var value = random.Next(Range);
        if (input % 2 == 0)
        {
            _values[input / 2].Input.Set(value);
            return;
        }

        _silent++;
        Environment.SetEnvironmentVariable(_prefix + input, Word(value));
    }

    public void Revalidate()
    {
        _silent = 0;
        Graph.Revalidate();
    }

    /// <summary>What a computation from nothing gives now, as a text; errors too.</summary>
    public string Fresh(int node) => new Oracle(this, null).Read(node).ToString();

    /// <summary>The same, while the oracle counts what it could not avoid computing.</summary>
    public string Ideal(int node)
    {
        if (_silent > 0)
            Revalidate();
        return new Oracle(this, _memos).Read(node).ToString();
    }

    public void Evicted(int node)
    {
        if (_memos.TryGetValue(node, out var memo))
            _memos[node] = memo with { HasValue = false };
    }

    public async Task<string> ReadAsync(int node, CancellationToken cancellationToken = default)
    {
        try
        {
            return new Outcome(await Layer.ReadAsync(node, cancellationToken), null).ToString();
        }
        catch (RuleException exception)
        {
            return new Outcome(0, exception.Message).ToString();
        }
    }

    public void Dispose()
    {
        for (var index = 1; index < _inputs; index += 2)
            Environment.SetEnvironmentVariable(_prefix + index, null);
    }

    private static Fingerprint Text(int value) => Fingerprint.Of(Word(value));

    private static string Word(int value) => value.ToString(CultureInfo.InvariantCulture);

    private async ValueTask<int> ComputeAsync(int node, Reading reading)
    {
        if (Computed.Length > 0)
            Interlocked.Increment(ref Computed[node - _inputs]);
        if (Pause is { } pause)
            await pause(node);
        return await _rules[node - _inputs].ComputeAsync(async read =>
            read >= _inputs ? await reading.ReadAsync(Layer[read])
            : read % 2 == 0 ? await reading.ReadAsync(_values[read / 2].Input)
            : int.Parse((await reading.ReadAsync(Graph.Variables[_prefix + read]))!, CultureInfo.InvariantCulture));
    }

    private int InputNow(int input) => input % 2 == 0 ? _values[input / 2].Input.Value : int.Parse(Environment.GetEnvironmentVariable(_prefix + input)!, CultureInfo.InvariantCulture);

    private sealed record ValueInput(Coherence.Inputs.ValueInput<int> Input);

    /// <summary>A value or an error.</summary>
    private sealed record Outcome(int Value, string? Error)
    {
        /// <summary>What those that read it compare: an error is the same only where it comes from the same, for it may hold more than its message says.</summary>
        public string Identity { get; init; } = Error ?? Word(Value);

        public override string ToString() => Error ?? Word(Value);
    }

    private sealed record Memo(List<(int Node, string Seen)> Reads, Outcome Outcome, bool HasValue);

    /// <summary>As plain as can be: no epochs, no flights, nothing shared. With memos it recomputes only what it must; without, everything.</summary>
    private sealed class Oracle(RandomGraph graph, Dictionary<int, Memo>? memos)
    {
        private readonly Dictionary<int, Memo> _now = [];

        public Outcome Read(int node) => Prove(node, needsValue: true).Outcome;

        private Memo Prove(int node, bool needsValue)
        {
            if (_now.TryGetValue(node, out var proved) && (proved.HasValue || !needsValue))
                return proved;
            if (node < graph._inputs)
                return new Memo([], new Outcome(graph.InputNow(node), null), true);
            if (memos is not null && memos.TryGetValue(node, out var memo) && memo.Reads.TrueForAll(read => Prove(read.Node, needsValue: false).Outcome.Identity == read.Seen)
                && (memo.HasValue || !needsValue))
                return _now[node] = memo;
            if (memos is not null)
                graph.Needed[node - graph._inputs]++;
            var reads = new List<(int, string)>();
            Outcome outcome;
            try
            {
                outcome = new Outcome(graph._rules[node - graph._inputs].ComputeAsync(read =>
                {
                    var seen = Prove(read, needsValue: true).Outcome;
                    if (!reads.Contains((read, seen.Identity)))
                        reads.Add((read, seen.Identity));
                    return seen.Error is { } error ? throw new RuleException(error) : Task.FromResult(seen.Value);
                }).GetAwaiter().GetResult(), null);
            }
            catch (RuleException exception)
            {
                outcome = new Outcome(0, exception.Message) { Identity = $"{exception.Message} of {string.Join(',', reads)}" };
            }

            var computed = new Memo(reads, outcome, true);
            if (memos is not null)
                memos[node] = computed;
            return _now[node] = computed;
        }
    }

    /// <summary>How a node is computed from others before it.</summary>
    private sealed record Rule(int Kind, int First, int Second, int Third)
    {
        public static Rule Random(Random random, int index) => new(random.Next(7), random.Next(index), random.Next(index), random.Next(index));

        public async Task<int> ComputeAsync(Func<int, Task<int>> read)
        {
            switch (Kind)
            {
                case 0:
                    return (await read(First) + await read(Second)) % Range;
                case 1:
                    // Many inputs, one output: what depends on it is cut off.
                    return await read(First) / 4;
                case 2:
                    return await read(First) % 2 == 0 ? await read(Second) : await read(Third);
                case 3:
                    var first = await read(First);
                    return first % 5 == 4 ? throw new RuleException($"error {first / 5}") : first;
                case 4:
                    try
                    {
                        return await read(First);
                    }
                    catch (RuleException)
                    {
                        return await read(Second);
                    }

                case 5:
                    return Math.Max(await read(First), Math.Max(await read(Second), await read(Third)));
                default:
                    return 3;
            }
        }
    }

    private sealed class RuleException(string message) : Exception(message);
}
