namespace Hearth.Coherence.Graph;

/// <summary>
/// A computation under way, with all who wait for it. It is cancelled when nobody waits any more. All but its task is used under the graph's lock.
/// </summary>
internal sealed class Flight : IDisposable
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _cancellation = new();
    private readonly List<Flight> _waitsFor = [];

    public Flight(Node node)
    {
        Node = node;
        Token = _cancellation.Token;
    }

    public Node Node { get; }

    /// <summary>Done when it is over, however it ended.</summary>
    public Task Done => _done.Task;

    public CancellationToken Token { get; }

    public int Waiters { get; set; }

    /// <summary>Whether nobody waited any more at some time: what it gives is not to be used.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>Whether the value itself is wanted, not only whether it is still the same.</summary>
    public bool NeedsValue { get; set; }

    /// <summary>Something that is not kept: a cycle, or an error that passes.</summary>
    public Exception? Failure { get; set; }

    /// <summary>A computation reads the node of another one.</summary>
    /// <exception cref="CycleException">That one waits for it.</exception>
    public void WaitFor(Flight other)
    {
        var path = new List<Flight>();
        if (other.FindPath(this, path, []))
            throw new CycleException([.. path.Select(flight => flight.Node.Name)]);
        _waitsFor.Add(other);
    }

    public void WaitNoMore(Flight other) => _waitsFor.Remove(other);

    public void Abandon()
    {
        IsAbandoned = true;
        _cancellation.Cancel();
    }

    /// <summary>Over. After this it is not abandoned any more.</summary>
    public void Complete() => _done.TrySetResult();

    public void Dispose() => _cancellation.Dispose();

    /// <summary>The way from this one to another, by who waits for whom.</summary>
    private bool FindPath(Flight to, List<Flight> path, HashSet<Flight> seen)
    {
        if (!seen.Add(this))
            return false;
        path.Add(this);
        if (this == to)
            return true;
        foreach (var next in _waitsFor)
            if (next.FindPath(to, path, seen))
                return true;
        path.RemoveAt(path.Count - 1);
        return false;
    }
}
