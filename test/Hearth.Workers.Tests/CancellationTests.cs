using Hearth.Workers.Pool;

namespace Hearth.Workers.Tests;

public sealed class CancellationTests
{
    private static readonly TimeSpan s_shortGrace = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task A_task_that_listens_ends_and_keeps_its_worker()
    {
        await using var bench = new Bench();
        var worker = (await bench.ExecuteAsync("Talking+Worker")).Number();

        var result = await CancelAsync(bench, "Endless+Waits");

        Assert.Equal(AttemptEnding.Cancelled, result.Ending);
        Assert.Equal(worker, (await bench.ExecuteAsync("Talking+Worker")).Number());
    }

    [Fact]
    public async Task A_task_that_finishes_in_spite_of_it_has_finished()
    {
        await using var bench = new Bench();

        Assert.Equal("done", (await CancelAsync(bench, "Endless+ReturnsWhenAsked", new { text = "done" })).Text());
    }

    [Theory]
    [InlineData("Endless+Spins")]
    [InlineData("Endless+BlocksCancellation")]
    public async Task A_task_that_does_not_listen_loses_its_process(string type)
    {
        await using var bench = new Bench(grace: s_shortGrace);

        var result = await CancelAsync(bench, type);

        Assert.Equal(AttemptEnding.Cancelled, result.Ending);
        Assert.EndsWith("died: its task did not end within 0.2 s of being asked to.", result.Error!.Message, StringComparison.Ordinal);
        await bench.AssertWorksAsync();
    }

    [Fact]
    public async Task A_callback_that_blocks_does_not_keep_a_task_from_ending()
    {
        await using var bench = new Bench();

        Assert.Equal("done", (await CancelAsync(bench, "Endless+EndsBeforeItsCallback", new { text = "done" })).Text());
        await bench.AssertWorksAsync();
    }

    [Fact]
    public async Task A_callback_that_throws_harms_nobody()
    {
        await using var bench = new Bench();

        Assert.Equal(AttemptEnding.Cancelled, (await CancelAsync(bench, "Endless+ThrowsWhenAsked")).Ending);
        await bench.AssertWorksAsync();
    }

    [Fact]
    public async Task An_attempt_that_is_cancelled_before_it_begins_ends_as_cancelled()
    {
        await using var bench = new Bench();

        var result = await bench.ExecuteAsync("Endless+Waits", cancellationToken: new CancellationToken(canceled: true));

        Assert.Equal(AttemptEnding.Cancelled, result.Ending);
        await bench.AssertWorksAsync();
    }

    [Fact]
    public async Task A_cancellation_after_the_end_reaches_nobody()
    {
        await using var bench = new Bench(grace: s_shortGrace);
        using var cancellation = new CancellationTokenSource();
        var worker = (await bench.ExecuteAsync("Talking+Worker", cancellationToken: cancellation.Token)).Number();
        var observer = new RecordingObserver();
        var next = bench.ExecuteAsync("Endless+Waits", observer: observer);
        Assert.Equal(worker, await observer.WhenBegunAsync());

        await cancellation.CancelAsync();
        await Task.Delay(s_shortGrace * 3);

        Assert.False(next.IsCompleted);
        Processes.Signal(worker, "KILL");
        Assert.Equal(AttemptEnding.Died, (await next).Ending);
    }

    [Fact]
    public async Task Cancelling_after_a_death_kills_no_one_else()
    {
        await using var bench = new Bench(grace: s_shortGrace);
        using var cancellation = new CancellationTokenSource();
        var observer = new RecordingObserver();
        var attempt = bench.ExecuteAsync("Endless+Waits", observer: observer, cancellationToken: cancellation.Token);
        Processes.Signal(await observer.WhenBegunAsync(), "STOP");
        await cancellation.CancelAsync();
        Processes.Signal(await observer.WhenBegunAsync(), "KILL");

        // The death is what ended it, though it was cancelled too; the grace time has nobody to wait for any more.
        Assert.Contains("SIGKILL", (await attempt).Error!.Message, StringComparison.Ordinal);
        await bench.AssertWorksAsync();
    }

    private static async Task<AttemptResult> CancelAsync(Bench bench, string type, object? input = null)
    {
        using var cancellation = new CancellationTokenSource();
        var observer = new RecordingObserver();
        var attempt = bench.ExecuteAsync(type, input, observer, cancellationToken: cancellation.Token);
        await observer.WhenBegunAsync();
        await cancellation.CancelAsync();
        return await attempt;
    }
}
