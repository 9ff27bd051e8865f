using System.Collections.Concurrent;
using Hearth.Coherence;
using Hearth.Host.Runs;

namespace Hearth.Host.Results;

/// <summary>
/// The keys of a run's items whose results are kept without artifacts, a block at a time: what is needed to find a whole block again. Safe for use from several threads for different items.
/// </summary>
internal sealed class BlockKeys
{
    private readonly ConcurrentDictionary<(int Step, long Block), Entry> _entries = new();

    /// <summary>The fingerprint of all keys of a block.</summary>
    public static Fingerprint KeyOf(IEnumerable<Fingerprint> keys)
    {
        using var builder = new FingerprintBuilder();
        builder.Add("block 1");
        foreach (var key in keys)
            builder.Add(key);
        return builder.Build();
    }

    /// <summary>The result of an item is kept, or was taken over.</summary>
    /// <param name="step">The step.</param>
    /// <param name="item">The item.</param>
    /// <param name="key">The key of its result.</param>
    /// <param name="code">The load key of its code.</param>
    /// <param name="generation">That of the store, see <see cref="Hearth.Store.ResultStore.Generation"/>.</param>
    public void Set(int step, long item, Fingerprint key, string code, long generation)
    {
        var entry = _entries.GetOrAdd((step, item / StoredArray.BlockSize), static (_, first) => new Entry(first.Code, first.Generation), (Code: code, Generation: generation));
        // Edited while the step ran: such a block cannot stand with one code.
        if (entry.Code != code)
            entry.IsMixed = true;
        entry.Keys[item % StoredArray.BlockSize] = key;
    }

    /// <summary>The item is executed: whatever was known of it is not what it will be.</summary>
    public void Forget(int step, long item)
    {
        if (_entries.TryGetValue((step, item / StoredArray.BlockSize), out var entry))
            entry.Keys[item % StoredArray.BlockSize] = default;
    }

    /// <summary>Hands out a block for good.</summary>
    /// <returns>Its key and code, and the generation of its first result; null where a result of it is not kept.</returns>
    public (Fingerprint Key, string Code, long Generation)? Take(int step, long block, int count)
    {
        if (!_entries.TryRemove((step, block), out var entry) || entry.IsMixed)
            return null;
        var keys = entry.Keys.AsSpan(0, count);
        return keys.Contains(default) ? null : (KeyOf(keys.ToArray()), entry.Code, entry.Generation);
    }

    private sealed record Entry(string Code, long Generation)
    {
        public bool IsMixed { get; set; }

        public Fingerprint[] Keys { get; } = new Fingerprint[StoredArray.BlockSize];
    }
}
