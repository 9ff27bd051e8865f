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

    /// <summary>The result of an item is kept.</summary>
    public void Set(int step, long item, Fingerprint key, string code)
    {
        var entry = _entries.GetOrAdd((step, item / StoredArray.BlockSize), static (_, code) => new Entry(code), code);
        // Edited while the step ran: such a block cannot stand with one code.
        if (entry.Code == code)
            entry.Keys[item % StoredArray.BlockSize] = key;
    }

    /// <summary>Hands out a block for good.</summary>
    /// <returns>Its key and code; null where a result of it is not kept.</returns>
    public (Fingerprint Key, string Code)? Take(int step, long block, int count)
    {
        if (!_entries.TryRemove((step, block), out var entry))
            return null;
        var keys = entry.Keys.AsSpan(0, count);
        return keys.Contains(default) ? null : (KeyOf(keys.ToArray()), entry.Code);
    }

    private sealed record Entry(string Code)
    {
        public Fingerprint[] Keys { get; } = new Fingerprint[StoredArray.BlockSize];
    }
}
