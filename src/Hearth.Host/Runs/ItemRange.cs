namespace Hearth.Host.Runs;

/// <summary>Items that follow each other.</summary>
/// <param name="First">The first.</param>
/// <param name="Count">How many.</param>
internal readonly record struct ItemRange(long First, long Count)
{
    /// <summary>Adds items to ranges in their order, to the last one where they follow it.</summary>
    public static void Add(List<ItemRange> ranges, long first, long count)
    {
        if (count <= 0)
            return;
        if (ranges is [.., var last] && last.First + last.Count == first)
            ranges[^1] = last with { Count = last.Count + count };
        else
            ranges.Add(new ItemRange(first, count));
    }
}
