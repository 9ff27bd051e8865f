using System.Globalization;
using Hearth.Coherence.Graph;
using Hearth.Coherence.Inputs;
using Hearth.Coherence.Layers;

namespace Hearth.Coherence.Tests.Graph;

/// <summary>
/// A random graph over inputs that change with a word (values) and without one (environment variables, files), and an oracle that computes the same from nothing and knows which
/// computations cannot be avoided. Nodes read what they need as they go, give the same for different inputs, throw, and catch what others throw. Hints for files get lost, come late, twice,
/// in another order, and for nothing; and the process may be gone at any moment, with what it had remembered of files or less.
/// </summary>
internal sealed class RandomGraph : IDisposable
{
    private const int Range = 12;
    private readonly string _prefix = $"HEARTH_TEST_{Guid.NewGuid():N}_";
    private readonly string _folder = Directory.CreateTempSubdirectory("hearth-test-").FullName;
    private readonly int[] _values;
    private readonly List<int> _late = [];
    private readonly HashSet<int> _silent = [];
    private readonly Rule[] _rules;
    private readonly int _inputs;
    private readonly Dictionary<int, Memo> _memos = [];
    private ValueInput<int>[] _inputsOfValues = [];

    public RandomGraph(Random random, int inputs, int nodes)
    {
        _inputs = inputs;
        _values = new int[inputs];
        for (var index = 0; index < inputs; index++)
            Write(index, 0);
        _rules = [.. Enumerable.Range(inputs, nodes).Select(index => Rule.Random(random, index))];
        (Graph, Layer) = Start();
    }

    public CoherenceGraph Graph { get; private set; }

    public Layer<int, int> Layer { get; private set; }

    public int Nodes => _rules.Length;

    /// <summary>How often the graph computed, by node.</summary>
    public int[] Computed { get; private set; } = [];

    /// <summary>How often it had to.</summary>
    public int[] Needed { get; private set; } = [];

    /// <summary>Slows computations down, so that readers meet.</summary>
    public Func<int, Task>? Pause { get; set; }

    public void Begin() => (Computed, Needed) = (new int[_rules.Length], new int[_rules.Length]);

    public int Any(Random random) => _inputs + random.Next(_rules.Length);

    /// <summary>Sets an input; one that changes without a word is only sure to be seen after a hint or a revalidation.</summary>
    public void Edit(Random random)
    {
        var input = random.Next(_inputs);
        var value = random.Next(Range);
        lock (_values)
        {
            Write(input, value);
            if (KindOf(input) == Kind.Value)
            {
                _inputsOfValues[input].Set(value);
                return;
            }
        }

        lock (_silent)
            _silent.Add(input);
        if (KindOf(input) == Kind.File && random.Next(4) > 0)
            lock (_late)
                _late.Insert(random.Next(_late.Count + 1), input);
    }

    /// <summary>Delivers some of the hints that are under way, some of them twice; or one for nothing.</summary>
    public void Hint(Random random)
    {
        List<int> delivered = [];
        lock (_late)
            while (_late.Count > 0 && random.Next(5) > 0)
            {
                delivered.Add(_late[0]);
                if (random.Next(5) > 0)
                    _late.RemoveAt(0);
            }

        if (delivered.Count == 0)
            delivered.Add(random.Next(_inputs));
        foreach (var input in delivered)
        {
            Graph.Hint(PathOf(input), "changed");
            if (KindOf(input) == Kind.File)
                lock (_silent)
                    _silent.Remove(input);
        }
    }

    /// <summary>Keeps what is known of files for the next process, or leaves a file that was not written to its end.</summary>
    public void Keep(Random random)
    {
        KnownFiles.Write(Stamps, Graph.Files.Known);
        if (random.Next(4) > 0)
            return;
        using var file = File.OpenWrite(Stamps);
        file.SetLength(random.NextInt64(file.Length));
    }

    /// <summary>The process is gone, and another begins with what was kept last.</summary>
    public void Crash()
    {
        (Graph, Layer) = Start();
        _memos.Clear();
        _silent.Clear();
        _late.Clear();
    }

    public void Revalidate()
    {
        lock (_silent)
            _silent.Clear();
        Graph.Revalidate();
    }

    /// <summary>What a computation from nothing gives now, as a text; errors too.</summary>
    public string Fresh(int node) => new Oracle(this, null).Read(node).ToString();

    /// <summary>The same, while the oracle counts what it could not avoid computing.</summary>
    public string Ideal(int node)
    {
        if (_silent.Count > 0)
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
        for (var index = 0; index < _inputs; index++)
            if (KindOf(index) == Kind.Variable)
                Environment.SetEnvironmentVariable(_prefix + index, null);
        Directory.Delete(_folder, recursive: true);
    }

    private string Stamps => Path.Combine(_folder, "stamps");

    private static Kind KindOf(int input) => (Kind)(input % 3);

    private string PathOf(int input) => Path.Combine(_folder, $"{input}");

    private (CoherenceGraph Graph, Layer<int, int> Layer) Start()
    {
        var graph = new CoherenceGraph(TimeProvider.System);
        graph.Files.Remember(KnownFiles.Read(Stamps));
        _inputsOfValues = [.. Enumerable.Range(0, _inputs).Select(index => graph.Values.Add($"v{index}", _values[index], Text))];
        return (graph, graph.AddLayer(new LayerDefinition<int, int> { Name = "derived", Compute = ComputeAsync, Fingerprint = Text }));
    }

    private void Write(int input, int value)
    {
        Volatile.Write(ref _values[input], value);
        switch (KindOf(input))
        {
            case Kind.Variable:
                Environment.SetEnvironmentVariable(_prefix + input, Word(value));
                break;
            // As editors do: in place, by a rename, and now and then the file is gone.
            case Kind.File when value == 0:
                File.Delete(PathOf(input));
                break;
            case Kind.File when value % 2 == 0:
                File.WriteAllText(PathOf(input), Word(value));
                break;
            case Kind.File:
                var temporary = $"{PathOf(input)}.{Guid.NewGuid():N}";
                File.WriteAllText(temporary, Word(value));
                File.Move(temporary, PathOf(input), overwrite: true);
                break;
        }
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
            read >= _inputs ? await reading.ReadAsync(Layer[read]) : KindOf(read) switch
            {
                Kind.Value => await reading.ReadAsync(_inputsOfValues[read]),
                Kind.Variable => int.Parse((await reading.ReadAsync(Graph.Variables[_prefix + read]))!, CultureInfo.InvariantCulture),
                _ => await reading.ReadAsync(Graph.Files[PathOf(read)]) is { } file ? Number(file.Bytes.Span) : 0,
            });
    }

    private int InputNow(int input) => KindOf(input) == Kind.File ? Number(File.Exists(PathOf(input)) ? File.ReadAllBytes(PathOf(input)) : default) : Volatile.Read(ref _values[input]);

    /// <summary>None in a file that is not there, or that is being written at this moment.</summary>
    private static int Number(ReadOnlySpan<byte> text) => int.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : 0;

    private enum Kind
    {
        Value,
        Variable,
        File,
    }

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
