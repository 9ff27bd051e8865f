using Hearth.Host.Runs;

namespace Hearth.Host.Tests;

public sealed class RunIdsTests
{
    [Fact]
    public void A_second_with_thousands_of_runs_has_a_name_for_each()
    {
        var taken = new HashSet<string>();

        for (var run = 0; run < 5000; run++)
            Assert.True(taken.Add(RunIds.New(DateTimeOffset.UnixEpoch, taken.Contains)));

        Assert.All(taken, id => Assert.StartsWith("19700101-000000-", id, StringComparison.Ordinal));
    }
}
