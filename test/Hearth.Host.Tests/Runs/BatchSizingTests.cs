using Hearth.Host.Runs;

namespace Hearth.Host.Tests.Runs;

/// <summary>Batches: one item at first, as many as fill the quantum when that is known, ever fewer toward the end.</summary>
public sealed class BatchSizingTests
{
    [Fact]
    public void Nothing_is_known_at_first_and_sizes_grow_from_what_was_seen_to_work()
    {
        var sizing = new BatchSizing();
        Assert.Equal(1, sizing.Next(100_000, 100_000, 2));

        // The first item compiled for a second: the next is small again, and then it is known that items are short.
        sizing.Took(1, TimeSpan.FromSeconds(1));
        Assert.Equal(1, sizing.Next(100_000, 100_000, 2));
        sizing.Took(1, TimeSpan.FromMicroseconds(20));
        Assert.Equal(8, sizing.Next(100_000, 100_000, 2));
        sizing.Took(8, TimeSpan.FromMicroseconds(160));
        Assert.Equal(64, sizing.Next(100_000, 100_000, 2));
    }

    [Fact]
    public void A_batch_is_about_as_long_as_the_quantum()
    {
        var sizing = new BatchSizing();
        sizing.Took(1000, TimeSpan.FromSeconds(10));

        Assert.Equal((long)(BatchSizing.Quantum.TotalSeconds / 0.01), sizing.Next(100_000, 100_000, 2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void All_workers_share_what_is_left_to_the_last_item(int workers)
    {
        var sizing = new BatchSizing();
        sizing.Took(4000, TimeSpan.FromMilliseconds(4));
        var (left, last) = (10_000L, long.MaxValue);
        while (left > 0)
        {
            var size = sizing.Next(left, left, workers);
            Assert.InRange(size, 1, Math.Max(1, (left + (2 * workers) - 1) / (2 * workers)));
            Assert.True(size <= last, "sizes shrink");
            (left, last) = (left - size, size);
        }

        Assert.Equal(1, last);
    }

    [Fact]
    public void Never_more_than_wait_together() => Assert.Equal(3, Taught().Next(3, 100_000, 2));

    private static BatchSizing Taught()
    {
        var sizing = new BatchSizing();
        sizing.Took(1000, TimeSpan.FromMilliseconds(1));
        return sizing;
    }
}
