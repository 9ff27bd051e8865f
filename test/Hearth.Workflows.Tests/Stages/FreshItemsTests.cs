using FsCheck;
using FsCheck.Fluent;
using Hearth.Workflows.Runs;

namespace Hearth.Workflows.Tests.Stages;

public sealed class FreshItemsTests
{
    [Fact]
    public void A_list_is_taken_from_its_beginning()
    {
        var items = FreshItems.Of(5);

        Assert.Equal((0L, 5L), (items.First, items.Together(0)));
        items.Take(0, 3);
        Assert.Equal((3L, 2L), (items.First, items.Together(3)));
        items.Take(3, 2);
        Assert.Null(items.First);
    }

    [Fact]
    public void What_arrives_is_there_lowest_first_and_together_without_gaps() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var count = random.Next(1, 300);
        var expected = new SortedSet<long>();
        var items = FreshItems.Arrived(count, new ulong[(count + 63) >> 6]);
        for (var move = 0; move < 200; move++)
        {
            Assert.Equal(expected.Count == 0 ? null : expected.Min, items.First);
            if (expected.Count > 0 && random.Next(2) == 0)
            {
                var together = items.Together(expected.Min);
                Assert.Equal(Enumerable.Range(0, count).TakeWhile(more => expected.Contains(expected.Min + more)).Count(), together);
                var taken = random.NextInt64(1, together + 1);
                var first = expected.Min;
                items.Take(first, taken);
                for (var item = first; item < first + taken; item++)
                    expected.Remove(item);
            }
            else
            {
                var first = random.Next(count);
                var more = random.Next(1, Math.Min(100, count - first) + 1);
                items.Arrive(first, more);
                for (var item = first; item < first + more; item++)
                    expected.Add(item);
            }
        }
    }));

    [Fact]
    public void A_million_that_arrive_in_any_order_cost_little()
    {
        const int count = 1_000_000;
        var order = Enumerable.Range(0, count).ToArray();
        new Random(1).Shuffle(order);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var items = FreshItems.Arrived(count, new ulong[(count + 63) >> 6]);
        for (var index = 0; index < count; index++)
        {
            items.Arrive(order[index], 1);
            if (index % 2 == 1)
                items.Take(items.First!.Value, 1);
        }

        Assert.NotNull(items.First);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 300_000);
    }
}
