using System.Collections.Immutable;

namespace Hearth.Coherence.Explanations;

/// <summary>The last invalidations. Safe for use from several threads.</summary>
public sealed class InvalidationLog
{
    private const int Most = 1000;
    private readonly Queue<Invalidation> _entries = new();
    private readonly Lock _lock = new();

    /// <summary>The newest last.</summary>
    public ImmutableArray<Invalidation> Entries
    {
        get
        {
            lock (_lock)
                return [.. _entries];
        }
    }

    internal void Add(Invalidation invalidation)
    {
        lock (_lock)
        {
            if (_entries.Count == Most)
                _entries.Dequeue();
            _entries.Enqueue(invalidation);
        }
    }
}
