using Hearth.Workers.Pool;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Tests;

public sealed class DeathTests
{
    [Theory]
    [InlineData("Dying+Exits", 0, "exited with code 0")]
    [InlineData("Dying+Exits", 3, "exited with code 3")]
    [InlineData("Dying+FailsFast", 0, "fail fast: the reason (killed by signal 6 (SIGABRT))")]
    [InlineData("Dying+OverflowsStack", 0, "stack overflow (killed by signal 6 (SIGABRT))")]
    [InlineData("Dying+ThrowsOnAnotherThread", 0, "unhandled exception on another thread: System.InvalidOperationException: the reason (killed by signal 6 (SIGABRT))")]
    [InlineData("Dying+Segfaults", 0, "killed by signal 11 (SIGSEGV)")]
    public async Task A_task_that_takes_its_process_with_it_is_noticed_and_the_worker_replaced(string type, int number, string cause)
    {
        await using var bench = new Bench();

        var result = await bench.ExecuteAsync(type, new { text = "the reason", number });

        Assert.Equal((AttemptEnding.Died, AttemptErrorIds.WorkerDied), (result.Ending, result.Error!.Id));
        Assert.EndsWith($"died: {cause}.", result.Error.Message, StringComparison.Ordinal);
        await bench.AssertWorksAsync();
    }

    [Theory]
    [InlineData("KILL", "killed by signal 9 (SIGKILL): by hand, or by the system for want of memory")]
    [InlineData("TERM", "SIGTERM")]
    public async Task A_worker_that_is_killed_is_noticed_and_replaced(string signal, string cause)
    {
        await using var bench = new Bench();
        var observer = new RecordingObserver();
        var attempt = bench.ExecuteAsync("Endless+Spins", observer: observer);

        Processes.Signal(await observer.WhenBegunAsync(), signal);

        var result = await attempt;
        Assert.Equal(AttemptEnding.Died, result.Ending);
        Assert.Contains(cause, result.Error!.Message, StringComparison.Ordinal);
        await bench.AssertWorksAsync();
    }

    [Fact]
    public async Task A_task_that_wants_more_memory_than_there_is_fails_and_the_next_works()
    {
        await using var bench = new Bench(environment: ("DOTNET_GCHeapHardLimit", "0x8000000"));

        var result = await bench.ExecuteAsync("Dying+EatsMemory");

        Assert.Contains("memory", result.Error!.Message, StringComparison.OrdinalIgnoreCase);
        await bench.AssertWorksAsync();
    }

    [Fact]
    public async Task What_its_tasks_started_dies_with_a_worker()
    {
        await using var bench = new Bench();
        var observer = new RecordingObserver();
        var attempt = bench.ExecuteAsync("Endless+SpinsBesideChild", observer: observer);
        var child = int.Parse(await observer.WhenHeardAsync("child "));

        Processes.Signal(await observer.WhenBegunAsync(), "KILL");

        Assert.Equal(AttemptEnding.Died, (await attempt).Ending);
        await Processes.WhenGoneAsync(child);
    }

    [Fact]
    public async Task A_worker_that_died_while_it_was_idle_is_not_given_out_and_one_that_dies_in_the_hand_says_why()
    {
        await using var bench = new Bench();
        for (var round = 0; round < 10; round++)
        {
            var worker = (await bench.ExecuteAsync("Talking+Worker")).Number();
            using var lease = await bench.Pool.RentAsync(null, CancellationToken.None);
            Processes.Signal(worker, "KILL");
            await Processes.WhenGoneAsync(worker);

            var result = await lease.ExecuteAsync([Bench.Code], Bench.Message("Talking+Echo", bench.Places), new RecordingObserver(), CancellationToken.None).WaitAsync(Bench.Patience);

            Assert.Equal(AttemptEnding.Died, result.Ending);
            Assert.Contains("SIGKILL", result.Error!.Message, StringComparison.Ordinal);
            Assert.Contains($"pid {worker}", result.Error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_worker_that_is_killed_and_given_back_is_not_given_out_again()
    {
        await using var bench = new Bench();
        for (var round = 0; round < 20; round++)
        {
            var lease = await bench.Pool.RentAsync(null, CancellationToken.None);
            lease.Kill("it was enough");
            lease.Dispose();

            await bench.AssertWorksAsync();
        }
    }

    [Fact]
    public async Task A_killed_attempt_says_who_killed_it()
    {
        await using var bench = new Bench();
        var observer = new RecordingObserver();
        using var lease = await bench.Pool.RentAsync(null, CancellationToken.None);
        var attempt = lease.ExecuteAsync([Bench.Code], Bench.Message("Endless+Spins", bench.Places), observer, CancellationToken.None);
        await observer.WhenBegunAsync();

        lease.Kill("it was enough");

        Assert.EndsWith("died: it was enough.", (await attempt.WaitAsync(Bench.Patience)).Error!.Message, StringComparison.Ordinal);
    }
}
