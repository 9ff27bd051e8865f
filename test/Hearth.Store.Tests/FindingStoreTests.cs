namespace Hearth.Store.Tests;

public sealed class FindingStoreTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Findings_are_kept_by_run_in_their_order_and_each_once()
    {
        await using (var store = RunStore.Open(_directory.Path))
        {
            store.Findings.Add([new Finding("a", Now.AddSeconds(1), "X", "later"), new Finding("a", Now, "X", "first"), new Finding("b", Now, "X", "other")]);
            store.Findings.Add([new Finding("a", Now.AddSeconds(5), "X", "first")]);
        }

        await using var again = RunStore.Open(_directory.Path);
        Assert.Equal([new Finding("a", Now, "X", "first"), new Finding("a", Now.AddSeconds(1), "X", "later")], again.Findings.Of("a"));
        Assert.Single(again.Findings.Of("b"));
        Assert.Empty(again.Findings.Of("c"));
    }
}
