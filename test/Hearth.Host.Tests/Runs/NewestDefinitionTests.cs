using Hearth.Host.Runs;
using Hearth.Store;

namespace Hearth.Host.Tests.Runs;

public sealed class NewestDefinitionTests
{
    [Fact]
    public async Task A_look_that_breaks_off_for_whatever_reason_is_a_refusal()
    {
        await using var run = await IdleRun.BeginAsync("  one: { task: act }");
        run.Define("  one: { task: act, timeout: 1s }");
        var newest = new NewestDefinition(run.Environment, run.Programs, run.Log, () => throw new InvalidOperationException("the compiler has a fault"));

        Assert.Null(await newest.LookAsync(CancellationToken.None));

        var finding = Assert.Single(run.Findings);
        Assert.StartsWith("HEARTH4115: ", finding, StringComparison.Ordinal);
        Assert.Contains("the compiler has a fault", finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_ends_the_run_is_no_refusal()
    {
        await using var run = await IdleRun.BeginAsync("  one: { task: act }");
        run.Define("  one: { task: act, timeout: 1s }");
        var newest = new NewestDefinition(run.Environment, run.Programs, run.Log, () => throw new StoreException(StoreException.Damaged, "the store is gone"));
        await Assert.ThrowsAsync<StoreException>(() => newest.LookAsync(CancellationToken.None).AsTask());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => newest.LookAsync(new CancellationToken(canceled: true)).AsTask());

        Assert.Empty(run.Findings);
    }
}
