using System.Numerics;

namespace Hearth.Host.Views;

/// <summary>Items of a step: a bit for each.</summary>
internal sealed class ItemSet
{
    private ulong[] _bits = [];

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    public bool Contains(long item) => item >> 6 < _bits.LongLength && (_bits[item >> 6] & (1UL << (int)(item & 63))) != 0;

    /// <summary>Adds items that follow each other; those that are there stay.</summary>
    public void Add(long first, long count = 1)
    {
        var words = (first + count + 63) >> 6;
        if (words > _bits.LongLength)
            Array.Resize(ref _bits, checked((int)Math.Max(words, _bits.LongLength * 2)));
        for (var item = first; item < first + count;)
        {
            // A word at a time.
            var bit = (int)(item & 63);
            var taken = (int)Math.Min(64 - bit, first + count - item);
            var mask = (taken == 64 ? ulong.MaxValue : (1UL << taken) - 1) << bit;
            Count += BitOperations.PopCount(mask & ~_bits[item >> 6]);
            _bits[item >> 6] |= mask;
            item += taken;
        }
    }

    public void Clear()
    {
        _bits = [];
        Count = 0;
    }
}
