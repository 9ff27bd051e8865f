using Hearth.Workers.Pool;

namespace Hearth.Workers.Tests;

public sealed class SilenceTests
{
    [Fact]
    public async Task A_worker_that_is_stopped_is_killed_and_replaced()
    {
        await using var bench = new Bench(heartbeat: TimeSpan.FromSeconds(3));
        var observer = new RecordingObserver();
        var attempt = bench.ExecuteAsync("Endless+Waits", observer: observer);

        Processes.Signal(await observer.WhenBegunAsync(), "STOP");

        var result = await attempt;
        Assert.Equal(AttemptEnding.Died, result.Ending);
        Assert.Contains("silent for 3 s", result.Error!.Message, StringComparison.Ordinal);
        await bench.AssertWorksAsync();
    }

    [Fact]
    public async Task A_host_that_was_stopped_itself_does_not_take_that_for_silence()
    {
        var time = new JumpingTime();
        await using var bench = new Bench(heartbeat: TimeSpan.FromSeconds(15), time: time);
        var observer = new RecordingObserver();
        var attempt = bench.ExecuteAsync("Endless+Waits", observer: observer);
        var worker = await observer.WhenBegunAsync();

        // An hour passes; of all the checks that were due, one is made up for.
        time.Jump(TimeSpan.FromHours(1));
        time.Tick();

        Assert.False(attempt.IsCompleted);
        Processes.Signal(worker, "STOP");
        await Processes.WhenStoppedAsync(worker);
        for (var check = 0; check < 6; check++)
            time.Tick();
        Assert.Contains("silent", (await attempt).Error!.Message, StringComparison.Ordinal);
    }

    /// <summary>A clock that the test moves; timers fire when told to.</summary>
    private sealed class JumpingTime : TimeProvider
    {
        private readonly List<(TimerCallback Callback, object? State)> _timers = [];
        private long _ahead;

        public override long GetTimestamp() => base.GetTimestamp() + Volatile.Read(ref _ahead);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            lock (_timers)
                _timers.Add((callback, state));
            return new Stopped();
        }

        public void Jump(TimeSpan by) => Interlocked.Add(ref _ahead, (long)(by.TotalSeconds * TimestampFrequency));

        public void Tick()
        {
            List<(TimerCallback Callback, object? State)> timers;
            lock (_timers)
                timers = [.. _timers];
            foreach (var (callback, state) in timers)
                callback(state);
        }

        private sealed class Stopped : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
                // Nothing to let go of.
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
