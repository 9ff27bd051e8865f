using System.Collections.Concurrent;
using Hearth.Coherence.Graph;

namespace Hearth.Coherence.Layers;

/// <summary>A family of derived nodes. Safe for use from several threads.</summary>
/// <typeparam name="TKey">What tells them apart.</typeparam>
/// <typeparam name="TValue">What they hold.</typeparam>
public sealed class Layer<TKey, TValue> : Layer
    where TKey : notnull
{
    /// <summary>A limit that is passed is passed by this much less afterwards: looking for what to drop is not done for each value.</summary>
    private const double Slack = 0.9;

    private readonly ConcurrentDictionary<TKey, DerivedNode<TKey, TValue>> _nodes;
    private readonly Lock _trimming = new();
    private double _inflation;
    private long _bytes;
    private int _entries;

    internal Layer(CoherenceGraph graph, LayerDefinition<TKey, TValue> definition)
        : base(graph, definition.Name)
    {
        Definition = definition;
        _nodes = new ConcurrentDictionary<TKey, DerivedNode<TKey, TValue>>(definition.Comparer);
    }

    /// <inheritdoc/>
    public override LayerStatistics Statistics => Counters.Of(Name, Volatile.Read(ref _entries), _nodes.Count, Interlocked.Read(ref _bytes), LastInvalidation);

    /// <inheritdoc/>
    public override IEnumerable<Node> Nodes => _nodes.Values;

    internal LayerDefinition<TKey, TValue> Definition { get; }

    /// <summary>The node with a key; nothing is computed before it is read.</summary>
    public Node<TValue> this[TKey key] => _nodes.TryGetValue(key, out var node) ? node : _nodes.GetOrAdd(key, static (key, layer) => new DerivedNode<TKey, TValue>(layer, key), this);

    /// <summary>Its value, proved: see <see cref="Node{T}.ReadAsync(CancellationToken)"/>.</summary>
    public ValueTask<TValue> ReadAsync(TKey key, CancellationToken cancellationToken = default) => this[key].ReadAsync(cancellationToken);

    /// <summary>Forgets a node wholly. Nothing may depend on it.</summary>
    /// <returns>Whether it was there, and nothing depends on it or computes it.</returns>
    public bool Forget(TKey key) => _nodes.TryGetValue(key, out var node) && Remove(node);

    /// <inheritdoc/>
    public override Node? Find(string key) => _nodes.Values.FirstOrDefault(node => node.Key == key);

    /// <inheritdoc/>
    public override int Clear() => _nodes.Values.Count(Drop);

    /// <inheritdoc/>
    public override int Trim() => Trim(null, force: true);

    internal bool IsTransient(Exception exception) => Definition.IsTransient?.Invoke(exception) == true;

    internal string NameOf(TKey key) => Definition.NameOf?.Invoke(key) ?? key.ToString() ?? "";

    internal Fingerprint FingerprintOf(TKey key, TValue value, Dependency[] dependencies) =>
        Definition.Fingerprint?.Invoke(value) ?? DependencyFingerprint(key, dependencies);

    internal Fingerprint DependencyFingerprint(TKey key, Dependency[] dependencies)
    {
        using var builder = new FingerprintBuilder();
        builder.Add(Name).Add(NameOf(key));
        foreach (var dependency in dependencies)
            builder.Add(dependency.Seen.Fingerprint);
        return builder.Build();
    }

    internal void Kept(long bytes, int entries)
    {
        Interlocked.Add(ref _bytes, bytes);
        Interlocked.Add(ref _entries, entries);
    }

    internal void Trim(DerivedNode<TKey, TValue> computed)
    {
        // Dearer to compute and smaller is kept longer; what is dropped raises the bar for all that was not read since (GreedyDual-Size, Cao and Irani 1997).
        computed.Credit = Volatile.Read(ref _inflation) + Worth(computed);
        if (IsOver(1))
            Trim(computed, force: false);
    }

    private static double Worth(DerivedNode<TKey, TValue> node) => node.Cost.TotalMicroseconds / Math.Max(1, node.Bytes);

    private bool IsOver(double share) =>
        (Definition.Policy.MaxEntries is { } entries && Volatile.Read(ref _entries) > entries * share)
        || (Definition.Policy.MaxBytes is { } bytes && Interlocked.Read(ref _bytes) > bytes * share);

    private int Trim(DerivedNode<TKey, TValue>? spared, bool force)
    {
        lock (_trimming)
        {
            var dropped = 0;
            if (force && Definition.Policy.KeepAlive is { } keepAlive)
                dropped += _nodes.Values.Count(node => node != spared && IsIdle(node, keepAlive) && Drop(node));
            // Evicted while something depended on them.
            if (Definition.IsContentKeyed && force)
                foreach (var node in _nodes.Values.Where(node => !node.HasValue))
                    Remove(node);
            if (!IsOver(1))
                return dropped;
            foreach (var node in _nodes.Values.Where(node => node.Touched))
                (node.Credit, node.Touched) = (_inflation + Worth(node), false);
            foreach (var node in _nodes.Values.Where(node => node.HasValue && node != spared).OrderBy(node => node.Credit).ThenBy(node => node.Used).ToList())
            {
                if (!IsOver(Slack))
                    break;
                if (!Drop(node))
                    continue;
                _inflation = Math.Max(_inflation, node.Credit);
                dropped++;
            }

            return dropped;
        }
    }

    private bool IsIdle(DerivedNode<TKey, TValue> node, TimeSpan keepAlive)
    {
        if (!node.Touched)
            return node.HasValue && Graph.Time.GetElapsedTime(node.Used) > keepAlive;
        // Reading takes no time of day; the look does.
        (node.Touched, node.Used) = (false, Graph.Time.GetTimestamp());
        return false;
    }

    private bool Drop(DerivedNode<TKey, TValue> node)
    {
        var bytes = node.Bytes;
        if (!node.Evict())
            return false;
        Kept(-bytes, -1);
        Counters.Evicted();
        if (Definition.IsContentKeyed)
            Remove(node);
        return true;
    }

    private bool Remove(DerivedNode<TKey, TValue> node)
    {
        var (had, bytes) = (node.HasValue, node.Bytes);
        if (!node.Detach())
            return false;
        if (had)
            Kept(-bytes, -1);
        return _nodes.TryRemove(new KeyValuePair<TKey, DerivedNode<TKey, TValue>>(node.KeyValue, node));
    }
}
