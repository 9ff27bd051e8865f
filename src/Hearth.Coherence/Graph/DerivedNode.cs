using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Hearth.Coherence.Layers;

namespace Hearth.Coherence.Graph;

/// <summary>
/// A node that is computed from others. It is computed by one flight at a time, whoever asks; who finds it proved needs no lock.
/// </summary>
internal sealed class DerivedNode<TKey, TValue>(Layer<TKey, TValue> layer, TKey key) : Node<TValue>(layer)
    where TKey : notnull
{
    /// <summary>How often a computation is repeated because what it read changed meanwhile, before its result is taken as it is and proved by the next reader.</summary>
    private const int MostRounds = 8;

    private NodeState<TValue>? _state;
    private Flight? _flight;

    // Somebody may still hold it, and read it: what it then keeps is not the layer's any more.
    private bool _isDetached;

    /// <summary>For eviction: what it is worth to be kept.</summary>
    internal double Credit { get; set; }

    /// <summary>For eviction: how long its computation took.</summary>
    internal TimeSpan Cost { get; private set; }

    /// <summary>For eviction: its measured size.</summary>
    internal long Bytes { get; private set; }

    /// <summary>For eviction: whether it was read since the last look.</summary>
    internal bool Touched { get; set; }

    /// <summary>When it was computed or found to be read, by the graph's clock.</summary>
    internal long Used { get; set; }

    public override string Key => layer.NameOf(key);

    internal TKey KeyValue => key;

    internal override Stamp? CurrentStamp => Volatile.Read(ref _state)?.Stamp;

    internal bool HasValue => Volatile.Read(ref _state) is { HasValue: true };

    internal override IReadOnlyList<Dependency> ReadBefore => Volatile.Read(ref _state)?.Dependencies ?? [];

    internal override bool TryVerify(long epoch)
    {
        var seen = Verified;
        if (seen >= epoch)
            return true;
        if (seen == -epoch || Volatile.Read(ref _state) is not { } state || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return false;
        var hints = Graph.Hints;
        foreach (var dependency in state.Dependencies)
            if (!dependency.Node.TryVerify(epoch) || !Stamp.Same(dependency.Node.CurrentStamp, dependency.Seen))
            {
                Doubt(seen, epoch);
                return false;
            }

        layer.Counters.Verified();
        return TryProve(state, epoch, hints);
    }

    internal override async ValueTask<Stamp> VerifyAsync(Flight? asking, long epoch, CancellationToken cancellationToken) =>
        TryVerify(epoch) && CurrentStamp is { } stamp ? stamp : (await FlyAsync(asking, needsValue: false, epoch, cancellationToken)).Stamp;

    internal override ValueTask<TValue> ReadAsync(Reading? reading, long epoch, CancellationToken cancellationToken)
    {
        if (TryVerify(epoch) && Volatile.Read(ref _state) is { HasValue: true } state)
        {
            layer.Counters.Hit();
            Touched = true;
            reading?.Note(this, state.Stamp);
            return state.Error is null ? ValueTask.FromResult(state.Value!) : ValueTask.FromException<TValue>(Rethrown(state.Error));
        }

        return ReadSlowlyAsync(reading, epoch, cancellationToken);
    }

    /// <summary>Drops the value, and keeps what it was computed from: it can still tell whether it would be another.</summary>
    internal bool Evict()
    {
        lock (Graph.Sync)
        {
            if (_state is not { HasValue: true } state || _flight is not null)
                return false;
            Volatile.Write(ref _state, state.WithoutValue());
            return true;
        }
    }

    /// <summary>Leaves the graph: nothing is known of it any more.</summary>
    internal bool Detach()
    {
        lock (Graph.Sync)
        {
            if (_flight is not null || Dependents.Count > 0)
                return false;
            foreach (var dependency in _state?.Dependencies ?? [])
                dependency.Node.Dependents.Remove(this);
            Volatile.Write(ref _state, null);
            Verified = Unknown;
            _isDetached = true;
            return true;
        }
    }

    private static Exception Rethrown(ExceptionDispatchInfo error)
    {
        try
        {
            error.Throw();
            throw new UnreachableException();
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    private async ValueTask<TValue> ReadSlowlyAsync(Reading? reading, long epoch, CancellationToken cancellationToken)
    {
        layer.Counters.Miss();
        var slot = reading?.Begin(this) ?? -1;
        var state = await FlyAsync(reading?.Flight, needsValue: true, epoch, cancellationToken);
        reading?.Note(slot, this, state.Stamp);
        return state.Get();
    }

    /// <summary>Joins the flight that is under way, or begins one.</summary>
    private async ValueTask<NodeState<TValue>> FlyAsync(Flight? asking, bool needsValue, long epoch, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Flight flight;
            var mine = false;
            lock (Graph.Sync)
            {
                if (Verified >= epoch && _state is { } proved && (proved.HasValue || !needsValue))
                    return proved;
                if (_flight is null)
                    (_flight, mine) = (new Flight(this), true);
                else
                    layer.Counters.Joined();
                flight = _flight;
                asking?.WaitFor(flight);
                flight.Waiters++;
                flight.NeedsValue |= needsValue;
            }

            NodeState<TValue>? result;
            try
            {
                var task = mine ? RunAsync(flight) : null;
                if (task is not { IsCompleted: true })
                    await flight.Done.WaitAsync(cancellationToken);
                result = task is null ? null : await task;
            }
            finally
            {
                lock (Graph.Sync)
                {
                    asking?.WaitNoMore(flight);
                    if (--flight.Waiters == 0 && !flight.Done.IsCompleted)
                        flight.Abandon();
                }
            }

            if (flight.Failure is { } failure)
                ExceptionDispatchInfo.Throw(failure);
            // Its own result is good even where something changed again at once; who joined may have come after that change.
            if (result is not null && (result.HasValue || !needsValue))
                return result;
        }
    }

    /// <summary>The flight.</summary>
    /// <returns>What it came to; null where it was abandoned, or met what is not kept.</returns>
    private async Task<NodeState<TValue>?> RunAsync(Flight flight)
    {
        NodeState<TValue>? result = null;
        try
        {
            // Chains of thousands of nodes would otherwise end the stack.
            if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
                await Task.Yield();
            for (var round = 1; result is null; round++)
                result = await RoundAsync(flight, last: round == MostRounds);
        }
        catch (OperationCanceledException) when (flight.Token.IsCancellationRequested)
        {
            // Nobody waits: as if it had never begun.
        }
        catch (Exception exception) when (exception is CycleException || layer.IsTransient(exception))
        {
            flight.Failure = exception;
        }
        finally
        {
            lock (Graph.Sync)
            {
                _flight = null;
                flight.Complete();
            }

            flight.Dispose();
        }

        return result;
    }

    private async ValueTask<NodeState<TValue>?> RoundAsync(Flight flight, bool last)
    {
        var (epoch, hints) = (Graph.Epoch, Graph.Hints);
        Node? cause = null;
        if (Volatile.Read(ref _state) is { } state)
        {
            cause = await ChangedAsync(state, flight, epoch);
            if (cause is null && (state.HasValue || !flight.NeedsValue))
            {
                layer.Counters.Verified();
                return TryProve(state, epoch, hints) || last ? state : null;
            }
        }

        return await ComputeAsync(flight, cause, epoch, hints, last);
    }

    /// <summary>The first of what it was computed from that is not what it was; null where all is.</summary>
    private static async ValueTask<Node?> ChangedAsync(NodeState<TValue> state, Flight flight, long epoch)
    {
        // In the order in which they were read: a later one may not even be needed any more when an earlier one changed.
        foreach (var dependency in state.Dependencies)
        {
            var now = dependency.Node.TryVerify(epoch) ? dependency.Node.CurrentStamp : await dependency.Node.VerifyAsync(flight, epoch, flight.Token);
            if (!Stamp.Same(now, dependency.Seen))
                return dependency.Node;
        }

        return null;
    }

    private async ValueTask<NodeState<TValue>?> ComputeAsync(Flight flight, Node? cause, long epoch, long hints, bool last)
    {
        var reading = new Reading(Graph, flight, epoch);
        using var trace = Graph.Trace(this, cause);
        var started = Graph.Time.GetTimestamp();
        TValue? value = default;
        Fingerprint fingerprint = default;
        long bytes = 0;
        ExceptionDispatchInfo? error = null;
        try
        {
            value = await layer.Definition.Compute(key, reading);
            fingerprint = layer.FingerprintOf(key, value, reading.Dependencies);
            bytes = layer.Definition.Size?.Invoke(value) ?? 0;
        }
        catch (Exception exception) when (exception is not CycleException && !layer.IsTransient(exception) && !(exception is OperationCanceledException && flight.Token.IsCancellationRequested))
        {
            error = ExceptionDispatchInfo.Capture(exception);
        }

        reading.End();
        var cost = Graph.Time.GetElapsedTime(started);
        var dependencies = reading.Dependencies;
        var before = Volatile.Read(ref _state);
        if (error is not null)
            (value, fingerprint) = (default, ErrorFingerprint(error.SourceException, dependencies));
        var stamp = before is not null && before.Stamp.Fingerprint == fingerprint ? before.Stamp : new Stamp(fingerprint);
        var state = new NodeState<TValue>(dependencies, stamp, value, HasValue: true, error);
        layer.Counters.Rebuilt(cost, cutOff: before is not null && cause is not null && before.Stamp == stamp);
        // What saw one node in two states belongs to no set of inputs, and must never be found to be proved.
        var proved = !reading.IsTorn && Publish(state, cause, epoch, hints, cost, bytes);
        return proved || last ? state : null;
    }

    private bool Publish(NodeState<TValue> state, Node? cause, long epoch, long hints, TimeSpan cost, long bytes)
    {
        bool proved;
        lock (Graph.Sync)
        {
            var before = _state;
            Link(before?.Dependencies ?? [], state.Dependencies);
            if (before is not null && cause is not null)
                Note(new Change(Graph.Time.GetUtcNow(), "changed", cause), isOther: before.Stamp != state.Stamp);
            Volatile.Write(ref _state, state);
            Cost = cost;
            Used = Graph.Time.GetTimestamp();
            if (!_isDetached)
                layer.Kept(bytes - (before is { HasValue: true } ? Bytes : 0), before is { HasValue: true } ? 0 : 1);
            Bytes = bytes;
            proved = Graph.Hints == hints || Holds(state, epoch);
            // What it was before may have been proved in a later epoch, by a look that found all as it was; that says nothing of this.
            if (!proved || Verified > epoch)
                Graph.Spread(this);
            if (proved)
                Verified = epoch;
        }

        layer.Trim(this);
        return proved;
    }

    private void Note(Change change, bool isOther)
    {
        layer.Invalidated(this, change);
        if (isOther)
            LastChange = change;
    }

    private bool TryProve(NodeState<TValue> state, long epoch, long hints)
    {
        lock (Graph.Sync)
        {
            // Evicting keeps stamp and dependencies; a computation makes new ones.
            if (_state is not { } now || now.Stamp != state.Stamp || now.Dependencies != state.Dependencies)
                return false;
            if (Graph.Hints != hints && !Holds(state, epoch))
                return false;
            Verified = Math.Max(Verified, epoch);
            return true;
        }
    }

    /// <summary>Whether all that it was computed from is proved and still as it was seen. Under the graph's lock.</summary>
    private static bool Holds(NodeState<TValue> state, long epoch)
    {
        foreach (var dependency in state.Dependencies)
            if (dependency.Node.Verified < epoch || !Stamp.Same(dependency.Node.CurrentStamp, dependency.Seen))
                return false;
        return true;
    }

    private void Link(Dependency[] before, Dependency[] after)
    {
        if (before.AsSpan().SequenceEqual(after))
            return;
        foreach (var dependency in before)
            dependency.Node.Dependents.Remove(this);
        foreach (var dependency in after)
            dependency.Node.Dependents.Add(this);
    }

    /// <summary>The same error of the same inputs is the same; where it was thrown does not count.</summary>
    private Fingerprint ErrorFingerprint(Exception error, Dependency[] dependencies)
    {
        using var builder = new FingerprintBuilder();
        builder.Add("error").Add(error.GetType().FullName ?? "").Add(error.Message).Add(layer.DependencyFingerprint(key, dependencies));
        return builder.Build();
    }
}
