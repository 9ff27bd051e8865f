using System.Numerics;

namespace Hearth.Workflows.Runs;

/// <summary>
/// The items of a step that were never begun and may be: all of a list from its first on, or those that came through the stage before, the lowest first. Costs nothing
/// for a list, and one bit an item for a stage. Not safe for use from several threads.
/// </summary>
internal sealed class FreshItems
{
    private readonly long _items;
    private readonly ulong[]? _arrived;
    private long _first;

    private FreshItems(long items, ulong[]? arrived) => (_items, _arrived) = (items, arrived);

    /// <summary>The items of a list.</summary>
    public static FreshItems Of(long items) => new(items, null);

    /// <summary>The items that came through the stage before so far, as bits.</summary>
    public static FreshItems Arrived(long items, ReadOnlySpan<ulong> arrived) => new(items, arrived.ToArray());

    /// <summary>The lowest; null while there is none.</summary>
    public long? First
    {
        get
        {
            if (_arrived is not null)
                Seek();
            return _first < _items ? _first : null;
        }
    }

    /// <summary>How many there are from this one on without a gap.</summary>
    public long Together(long item)
    {
        if (_arrived is null)
            return item == _first ? _items - item : 0;
        var count = 0L;
        while (item + count < _items)
        {
            var (word, bit) = ((int)((item + count) >> 6), (int)((item + count) & 63));
            var ones = BitOperations.TrailingZeroCount(~(_arrived[word] >> bit));
            var whole = Math.Min(ones, 64 - bit);
            count += whole;
            if (bit + whole < 64)
                break;
        }

        return Math.Min(count, _items - item);
    }

    /// <summary>These are begun, or taken over; they are there, see <see cref="Together"/>.</summary>
    public void Take(long first, long count)
    {
        if (_arrived is null)
        {
            _first += count;
            return;
        }

        for (var item = first; item < first + count; item++)
            _arrived[item >> 6] &= ~(1UL << (int)(item & 63));
    }

    /// <summary>These came through the stage before.</summary>
    public void Arrive(long first, long count)
    {
        for (var item = first; item < first + count; item++)
            _arrived![item >> 6] |= 1UL << (int)(item & 63);
        _first = Math.Min(_first, first);
    }

    /// <summary>Nothing that is lower than the first is there: the search goes on from it.</summary>
    private void Seek()
    {
        var word = (int)(_first >> 6);
        if (word >= _arrived!.Length)
            return;
        var next = _arrived.AsSpan(word).IndexOfAnyExcept(0UL);
        _first = next < 0 ? _items : ((long)(word + next) << 6) + BitOperations.TrailingZeroCount(_arrived[word + next]);
    }
}
