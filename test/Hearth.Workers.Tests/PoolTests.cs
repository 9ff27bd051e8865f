using Hearth.Workers.Pool;

namespace Hearth.Workers.Tests;

public sealed class PoolTests
{
    [Fact]
    public async Task A_worker_is_kept_and_no_more_are_started_than_allowed()
    {
        await using var bench = new Bench(workers: 2);
        var used = new HashSet<int>();
        for (var round = 0; round < 6; round++)
            foreach (var result in await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => bench.ExecuteAsync("Talking+Worker"))))
                used.Add(result.Number());

        Assert.InRange(used.Count, 1, 2);
        Assert.Equal(used.Order(), Processes.Tagged(bench.Folder).Order());
    }

    [Fact]
    public async Task Prewarmed_workers_are_there_before_they_are_asked_for()
    {
        await using var bench = new Bench(workers: 2);

        bench.Pool.Prewarm(5);
        var first = await bench.Pool.RentAsync(null, CancellationToken.None).WaitAsync(Bench.Patience);
        var second = await bench.Pool.RentAsync(null, CancellationToken.None).WaitAsync(Bench.Patience);

        Assert.NotEqual(first.Worker, second.Worker);
        Assert.Equal(2, Processes.Tagged(bench.Folder).Count);
    }

    [Fact]
    public async Task Those_who_wait_are_served_in_the_order_in_which_they_came()
    {
        await using var bench = new Bench();
        var held = await bench.Pool.RentAsync(null, CancellationToken.None);
        var waiting = Enumerable.Range(0, 20).Select(_ => bench.Pool.RentAsync(null, CancellationToken.None)).ToList();
        foreach (var next in waiting)
        {
            Assert.All(waiting.SkipWhile(other => other != next), other => Assert.False(other.IsCompleted));
            held.Dispose();
            held = await next.WaitAsync(Bench.Patience);
        }

        held.Dispose();
    }

    [Fact]
    public async Task One_who_gives_up_leaves_the_line_and_takes_nothing_along()
    {
        await using var bench = new Bench();
        var held = await bench.Pool.RentAsync(null, CancellationToken.None);
        using var cancellation = new CancellationTokenSource();
        var givesUp = bench.Pool.RentAsync(null, cancellation.Token);
        var patient = bench.Pool.RentAsync(null, CancellationToken.None);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givesUp);
        held.Dispose();

        (await patient.WaitAsync(Bench.Patience)).Dispose();
        await bench.AssertWorksAsync();
    }

    [Fact]
    public async Task A_lease_given_back_twice_is_given_back_once()
    {
        await using var bench = new Bench();
        var lease = await bench.Pool.RentAsync(null, CancellationToken.None);
        lease.Dispose();
        lease.Dispose();

        using var first = await bench.Pool.RentAsync(null, CancellationToken.None);

        Assert.False(bench.Pool.RentAsync(null, CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task Whatever_is_done_to_leases_and_workers_none_is_lost()
    {
        const int Workers = 3;
        await using var bench = new Bench(workers: Workers);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(seed => Task.Run(async () =>
        {
            var random = new Random(seed);
            for (var round = 0; round < 12; round++)
            {
                using var cancellation = new CancellationTokenSource();
                var renting = bench.Pool.RentAsync(null, cancellation.Token);
                if (random.Next(3) == 0)
                    await cancellation.CancelAsync();
                WorkerLease lease;
                try
                {
                    lease = await renting.WaitAsync(Bench.Patience);
                }
                catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
                {
                    continue;
                }

                using (lease)
                {
                    if (random.Next(8) == 0)
                        lease.Kill("at random");
                    else if (random.Next(2) == 0)
                        Assert.Equal(AttemptEnding.Returned, (await lease.ExecuteAsync([Bench.Code],
                            Bench.Message("Talking+Echo", bench.Places), new RecordingObserver(), CancellationToken.None).WaitAsync(Bench.Patience)).Ending);
                }
            }
        })));

        // All can be had at once, and one more cannot.
        var leases = await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => bench.Pool.RentAsync(null, CancellationToken.None))).WaitAsync(Bench.Patience);
        Assert.Equal(Workers, leases.Select(lease => lease.Worker).Distinct().Count());
        Assert.False(bench.Pool.RentAsync(null, CancellationToken.None).IsCompleted);
        await Processes.WhenCountIsAsync(bench.Folder, Workers);
    }

    [Fact]
    public async Task A_group_has_workers_of_its_own_that_end_with_it()
    {
        await using var bench = new Bench();
        using var shared = await bench.Pool.RentAsync(null, CancellationToken.None);
        using var own = await bench.Pool.RentAsync("step a", CancellationToken.None);
        var other = await bench.Pool.RentAsync("step b", CancellationToken.None);
        Assert.Equal(3, new[] { shared.Worker, own.Worker, other.Worker }.Distinct().Count());
        var observer = new RecordingObserver();
        var attempt = own.ExecuteAsync([Bench.Code], Bench.Message("Endless+Spins", bench.Places), observer, CancellationToken.None);
        var worker = await observer.WhenBegunAsync();

        await bench.Pool.CloseGroupAsync("step a").WaitAsync(Bench.Patience);

        Assert.False(Processes.Lives(worker));
        Assert.Equal(AttemptEnding.Died, (await attempt.WaitAsync(Bench.Patience)).Ending);
        Assert.Equal(2, Processes.Tagged(bench.Folder).Count);
        await bench.Pool.CloseGroupAsync("never there");
        other.Dispose();
        (await bench.Pool.RentAsync("step a", CancellationToken.None).WaitAsync(Bench.Patience)).Dispose();
    }

    [Fact]
    public async Task A_group_that_is_closed_while_its_workers_start_leaves_none()
    {
        await using var bench = new Bench(workers: 3);
        for (var round = 0; round < 5; round++)
        {
            var renting = Enumerable.Range(0, 4).Select(_ => bench.Pool.RentAsync("group", CancellationToken.None)).ToList();
            // The first is there; the others are on their way.
            SpinWait.SpinUntil(() => Processes.Tagged(bench.Folder).Count > 0, Bench.Patience);

            await bench.Pool.CloseGroupAsync("group").WaitAsync(Bench.Patience);

            Assert.Empty(Processes.Tagged(bench.Folder));
            foreach (var rent in renting)
                Assert.True(await Record.ExceptionAsync(() => rent.WaitAsync(Bench.Patience)) is null or ObjectDisposedException);
        }
    }

    [Fact]
    public async Task A_pool_that_ends_ends_all_at_once()
    {
        var bench = new Bench(workers: 3);
        var (spinning, stopped) = (new RecordingObserver(), new RecordingObserver());
        var attempts = new[] { bench.ExecuteAsync("Endless+SpinsBesideChild", observer: spinning), bench.ExecuteAsync("Endless+Waits", observer: stopped) };
        await spinning.WhenBegunAsync();
        Processes.Signal(await stopped.WhenBegunAsync(), "STOP");
        using var idle = await bench.Pool.RentAsync(null, CancellationToken.None);
        var waiting = bench.Pool.RentAsync(null, CancellationToken.None);
        var starting = bench.Pool.RentAsync("group", CancellationToken.None);

        await bench.Pool.DisposeAsync().AsTask().WaitAsync(Bench.Patience);

        Assert.Empty(Processes.Tagged(bench.Folder));
        foreach (var attempt in attempts)
            Assert.Contains("the host ended it", (await attempt).Error!.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => starting);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => bench.Pool.RentAsync(null, CancellationToken.None));
        await bench.DisposeAsync();
    }

    [Fact]
    public async Task A_lease_that_outlives_its_pool_only_says_that_the_worker_is_gone()
    {
        var bench = new Bench();
        var lease = await bench.Pool.RentAsync(null, CancellationToken.None);
        await bench.Pool.DisposeAsync();

        var result = await lease.ExecuteAsync([Bench.Code], Bench.Message("Talking+Echo", bench.Places), new RecordingObserver(), CancellationToken.None).WaitAsync(Bench.Patience);

        Assert.Equal(AttemptEnding.Died, result.Ending);
        lease.Kill("late");
        lease.Dispose();
        await bench.DisposeAsync();
    }

    [Fact]
    public async Task All_who_wait_hear_of_it_when_no_worker_can_be_started()
    {
        // A runtime with so little memory does not come up.
        await using var bench = new Bench(workers: 2, environment: ("DOTNET_GCHeapHardLimit", "0x10000"));
        var waiting = Enumerable.Range(0, 7).Select(_ => bench.Pool.RentAsync(null, CancellationToken.None)).ToList();

        foreach (var wait in waiting)
            Assert.Contains("ended at its start", (await Assert.ThrowsAsync<WorkerStartException>(() => wait.WaitAsync(Bench.Patience))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("garbage", "it broke the protocol: A frame of")]
    [InlineData("newer", "the worker speaks version 99, the host version 4; install Hearth anew")]
    [InlineData("nothing", "it broke the protocol")]
    [InlineData("exit", "exited with code 3")]
    public async Task A_worker_that_does_not_speak_our_protocol_is_a_clear_error(string behaviour, string message)
    {
        await using var bench = new Bench(environment: [("DOTNET_STARTUP_HOOKS", Bench.TaskAssembly), ("HEARTH_TEST_WORKER", behaviour)]);

        var exception = await Assert.ThrowsAsync<WorkerStartException>(() => bench.Pool.RentAsync(null, CancellationToken.None).WaitAsync(Bench.Patience));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Workers_do_not_hold_each_others_pipes()
    {
        // What whoever started the tests left open reaches every process, and is no business of the pool.
        var ambient = Processes.InheritedPipes();
        await using var bench = new Bench(workers: 4);
        var leases = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => bench.Pool.RentAsync(null, CancellationToken.None))).WaitAsync(Bench.Patience);

        var pipes = new List<string[]>();
        foreach (var lease in leases)
            pipes.Add((await lease.ExecuteAsync([Bench.Code], Bench.Message("Reaching+Pipes", bench.Places), new RecordingObserver(), CancellationToken.None)).Text().Split(',').Except(ambient).ToArray());

        Assert.All(pipes, own => Assert.True(own.Length >= 3));
        Assert.Equal(pipes.Sum(own => own.Length), pipes.SelectMany(own => own).Distinct().Count());
    }
}
