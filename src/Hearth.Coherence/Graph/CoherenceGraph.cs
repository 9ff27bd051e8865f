using System.Collections.Immutable;
using System.Diagnostics;
using Hearth.Coherence.Explanations;
using Hearth.Coherence.Inputs;
using Hearth.Coherence.Layers;

namespace Hearth.Coherence.Graph;

/// <summary>
/// All that is derived from anything, with one way to be checked, dropped, counted and explained. A read is verified: it gives what a computation from nothing would give, and computes
/// only what has to be. Safe for use from several threads.
/// </summary>
/// <remarks>
/// Two things move it on. <see cref="Revalidate()"/> begins a new epoch: in it each input that is read is looked at once. A hint (<see cref="Hint"/>) says that an input may have changed, and
/// takes back the proof of all that depends on it. Between the two a read costs some nanoseconds.
/// The rules are those of Salsa and Adapton (verified reads by epoch, dependencies recorded in order, early cutoff), with hints pushed along the edges.
/// </remarks>
public sealed class CoherenceGraph
{
    private const int MostGlobs = 100_000;
    private static readonly ActivitySource Traces = new("Hearth.Coherence");
    private readonly Stack<Node> _spreading = new();
    private ImmutableArray<Layer> _layers = [];
    private long _epoch = 1, _hints;

    /// <param name="time">The clock.</param>
    public CoherenceGraph(TimeProvider time)
    {
        Time = time;
        Files = new FileInputs(this);
        Folders = new FolderInputs(this);
        Variables = new VariableInputs(this);
        Values = new ValueInputs(this);
        _layers = [Files, Folders, Variables, Values];
        Globs = AddLayer(new LayerDefinition<Glob, ImmutableArray<GlobMatch>>
        {
            Name = "globs",
            Compute = (glob, reading) => new GlobSearch(this, glob, reading).RunAsync(),
            Fingerprint = GlobSearch.FingerprintOf,
            Policy = new LayerPolicy { MaxEntries = MostGlobs },
        });
    }

    /// <summary>Files, by absolute path.</summary>
    public FileInputs Files { get; }

    /// <summary>What folders list, by absolute path.</summary>
    public FolderInputs Folders { get; }

    /// <summary>What patterns of paths stand for: which files and folders there are. Made of what folders list.</summary>
    public Layer<Glob, ImmutableArray<GlobMatch>> Globs { get; }

    /// <summary>Environment variables, by name.</summary>
    public VariableInputs Variables { get; }

    /// <summary>What the program sets, by name.</summary>
    public ValueInputs Values { get; }

    /// <summary>All layers; those of inputs first.</summary>
    public IReadOnlyList<Layer> Layers => _layers;

    /// <summary>What was taken back, and why; the newest last.</summary>
    public InvalidationLog Log { get; } = new();

    internal TimeProvider Time { get; }

    /// <summary>Guards proofs, edges and flights. Held for moments only; nothing is computed under it.</summary>
    internal Lock Sync { get; } = new();

    internal long Epoch => Volatile.Read(ref _epoch);

    /// <summary>How often a proof was taken back.</summary>
    internal long Hints => Volatile.Read(ref _hints);

    /// <summary>Adds a family of derived nodes.</summary>
    /// <exception cref="ArgumentException">There is a layer of this name.</exception>
    public Layer<TKey, TValue> AddLayer<TKey, TValue>(LayerDefinition<TKey, TValue> definition)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(definition);
        var layer = new Layer<TKey, TValue>(this, definition);
        Add(layer);
        return layer;
    }

    /// <summary>Adds a row for values that are kept outside of the graph, such as in a database.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="statistics">What is kept, and what it was good for; asked from any thread.</param>
    /// <param name="clear">Removes all values, and says how many.</param>
    /// <exception cref="ArgumentException">There is a layer of this name.</exception>
    public void AddLayer(string name, Func<LayerStatistics> statistics, Func<int> clear)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentNullException.ThrowIfNull(clear);
        Add(new ExternalLayer(this, name, statistics, clear));
    }

    /// <summary>Says how a node stands and how it came to that, without computing anything. What can be looked at is looked at.</summary>
    public NodeExplanation Explain(Node node)
    {
        ArgumentNullException.ThrowIfNull(node);
        Revalidate();
        return NodeExplanation.Of(node, Epoch);
    }

    /// <summary>Nothing is known to be as it was: each input is looked at when it is next read.</summary>
    public void Revalidate() => Interlocked.Increment(ref _epoch);

    /// <summary>Something may have happened to a file or folder, and to all below it: it is looked at when it is next read.</summary>
    /// <param name="path">Its absolute path.</param>
    /// <param name="what">What is said to have happened, for people.</param>
    /// <returns>The nodes whose proof was taken back.</returns>
    public ImmutableArray<Node> Hint(string path, string what)
    {
        ArgumentNullException.ThrowIfNull(path);
        var dirtied = ImmutableArray.CreateBuilder<Node>();
        lock (Sync)
        {
            foreach (var file in Files.At(path))
                Suspect(file, dirtied);
            foreach (var folder in Folders.At(path))
                Suspect(folder, dirtied);
        }

        var nodes = dirtied.ToImmutable();
        if (!nodes.IsEmpty)
            Log.Add(new Invalidation(Time.GetUtcNow(), $"{path} {what}", nodes));
        return nodes;
    }

    /// <summary>Applies the policies of all layers.</summary>
    /// <returns>How many values were dropped.</returns>
    public int Trim() => _layers.Sum(layer => layer.Trim());

    /// <summary>The layer of this name; null where there is none.</summary>
    public Layer? FindLayer(string name) => _layers.FirstOrDefault(layer => layer.Name == name);

    /// <summary>Takes back the proof of an input and of all that depends on it. Under the lock.</summary>
    internal void Suspect<T>(T input, ImmutableArray<Node>.Builder? dirtied = null)
        where T : Node, IInputNode
    {
        input.Suspicions++;
        Spread(input, dirtied);
    }

    /// <summary>Takes back the proof of a node and of all that depends on it. Under the lock.</summary>
    internal void Spread(Node node, ImmutableArray<Node>.Builder? dirtied = null)
    {
        Interlocked.Increment(ref _hints);
        node.Verified = Node.Unknown;
        dirtied?.Add(node);
        node.Dependents.PushTo(_spreading);
        while (_spreading.TryPop(out var next))
        {
            // Where nothing was proved, nothing that depends on it is.
            if (next.Verified <= Node.Unknown)
                continue;
            next.Verified = Node.Unknown;
            dirtied?.Add(next);
            next.Dependents.PushTo(_spreading);
        }
    }

    internal Activity? Trace(Node node, Node? cause)
    {
        var trace = Traces.StartActivity("rebuild");
        trace?.SetTag("hearth.layer", node.Layer.Name).SetTag("hearth.node", node.Key).SetTag("hearth.cause", cause?.Name);
        return trace;
    }

    private void Add(Layer layer)
    {
        lock (Sync)
        {
            if (_layers.Any(known => known.Name == layer.Name))
                throw new ArgumentException($"There is a layer '{layer.Name}' already.", nameof(layer));
            _layers = _layers.Add(layer);
        }
    }
}
