namespace Hearth.Coherence.Graph;

/// <summary>
/// What a computation reads through: all that it reads is recorded as what its node depends on. Reads may go on at the same time; after the computation has ended nothing can be read.
/// </summary>
public sealed class Reading
{
    private const int LargestScan = 16;
    private readonly CoherenceGraph _graph;
    private readonly long _epoch;
    private readonly List<(Node Node, Stamp? Seen)> _reads = [];
    private Dictionary<Node, int>? _index;
    private bool _ended;

    internal Reading(CoherenceGraph graph, Flight flight, long epoch)
    {
        _graph = graph;
        Flight = flight;
        _epoch = epoch;
    }

    /// <summary>Cancelled when nobody waits for the result any more.</summary>
    public CancellationToken CancellationToken => Flight.Token;

    internal Flight Flight { get; }

    /// <summary>Whether one node was seen in two states, or what came of a read is not known.</summary>
    internal bool IsTorn { get; private set; }

    /// <summary>What was read, in the order in which it was asked for.</summary>
    internal Dependency[] Dependencies
    {
        get
        {
            lock (_reads)
            {
                // Loops here and below, because sequence operators over a struct have no code until it is made at run time: that is a part of each start.
                var count = 0;
                foreach (var (_, seen) in _reads)
                    count += seen is null ? 0 : 1;
                var dependencies = new Dependency[count];
                var next = 0;
                foreach (var (node, seen) in _reads)
                    if (seen is not null)
                        dependencies[next++] = new Dependency(node, seen);
                return dependencies;
            }
        }
    }

    /// <summary>The value of a node, which the result then depends on.</summary>
    /// <exception cref="InvalidOperationException">The computation has ended.</exception>
    /// <exception cref="CycleException">The node depends on what is being computed.</exception>
    public ValueTask<T> ReadAsync<T>(Node<T> node)
    {
        ArgumentNullException.ThrowIfNull(node);
        Require(node);
        return node.ReadAsync(this, _epoch, Flight.Token);
    }

    /// <summary>The fingerprint of a node's value, which the result then depends on; the value itself need not be there.</summary>
    /// <exception cref="InvalidOperationException">The computation has ended.</exception>
    /// <exception cref="CycleException">The node depends on what is being computed.</exception>
    public ValueTask<Fingerprint> FingerprintAsync(Node node)
    {
        ArgumentNullException.ThrowIfNull(node);
        Require(node);
        var slot = Begin(node);
        if (!node.TryVerify(_epoch) || node.CurrentStamp is not { } stamp)
            return FingerprintSlowlyAsync(slot, node);
        Note(slot, node, stamp);
        return new ValueTask<Fingerprint>(stamp.Fingerprint);
    }

    /// <summary>Takes a place in the order; what is seen there is noted later.</summary>
    internal int Begin(Node node)
    {
        lock (_reads)
            return SlotOf(node);
    }

    private async ValueTask<Fingerprint> FingerprintSlowlyAsync(int slot, Node node)
    {
        var stamp = await node.VerifyAsync(Flight, _epoch, Flight.Token);
        Note(slot, node, stamp);
        return stamp.Fingerprint;
    }

    internal void Note(Node node, Stamp seen) => Note(Begin(node), node, seen);

    internal void Note(int slot, Node node, Stamp seen)
    {
        lock (_reads)
        {
            if (_reads[slot].Seen is { } before && !Stamp.Same(before, seen))
                IsTorn = true;
            _reads[slot] = (node, seen);
        }
    }

    internal void End()
    {
        lock (_reads)
        {
            _ended = true;
            foreach (var (_, seen) in _reads)
                IsTorn |= seen is null;
        }
    }

    private int SlotOf(Node node)
    {
        if (_index is null && _reads.Count < LargestScan)
        {
            for (var index = 0; index < _reads.Count; index++)
                if (_reads[index].Node == node)
                    return index;
        }
        else
        {
            _index ??= _reads.Select((read, index) => (read.Node, index)).ToDictionary(entry => entry.Node, entry => entry.index);
            if (_index.TryGetValue(node, out var known))
                return known;
            _index.Add(node, _reads.Count);
        }

        _reads.Add((node, null));
        return _reads.Count - 1;
    }

    private void Require(Node node)
    {
        if (node.Graph != _graph)
            throw new InvalidOperationException($"'{node.Name}' is of another graph.");
        lock (_reads)
            if (_ended)
                throw new InvalidOperationException($"'{node.Name}' was read after the computation of '{Flight.Node.Name}' had ended: await all that it reads.");
    }
}
