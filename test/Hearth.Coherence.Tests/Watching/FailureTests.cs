using Hearth.Coherence.Graph;
using Hearth.Coherence.Watching;

namespace Hearth.Coherence.Tests.Watching;

/// <summary>A watch that fails, in whatever way, is noticed and made again; what is read when it is trusted again is right.</summary>
[Collection(WatchingCollection.Name)]
public sealed class FailureTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task After_an_overflow_everything_is_looked_at_again()
    {
        await using var bench = await WatchBench.StartAsync();
        bench.Write("a", "1");
        await bench.UntilReadsAsync("a", "1");
        bench.Disturbance.Swallows = true;
        bench.Write("a", "2");

        bench.Disturbance.Raise(WatchFailureKind.Overflow);
        bench.Disturbance.Swallows = false;

        await AgainAsync(bench, 1);
        Assert.Equal("2", await bench.ReadAsync("a"));
        Assert.Equal(1, bench.Watcher.Statistics.Overflows);
        Assert.Contains("injected", bench.Revalidations);
        bench.Write("a", "3");
        await bench.UntilReadsAsync("a", "3");
    }

    [Fact]
    public async Task The_system_drops_events()
    {
        var queue = File.Exists("/proc/sys/fs/inotify/max_queued_events") ? int.Parse(File.ReadAllText("/proc/sys/fs/inotify/max_queued_events")) : int.MaxValue;
        if (queue > 20_000)
            return;
        await using var bench = await WatchBench.StartAsync(options => options with { ProbeLimit = TimeSpan.FromMinutes(1) });
        Assert.Equal("(none)", await bench.ReadAsync($"{queue}"));

        bench.Disturbance.Gate.Reset();
        for (var file = 0; file <= queue; file++)
            File.WriteAllBytes(bench.PathOf($"{file}"), []);
        bench.Disturbance.Gate.Set();

        await AgainAsync(bench, 1);
        Assert.Equal("", await bench.ReadAsync($"{queue}"));
        Assert.Equal(1, bench.Watcher.Statistics.Overflows);
        Assert.Equal("events came faster than they were read", bench.Watcher.LastTrouble);
    }

    [Fact]
    public async Task Silent_death_is_noticed_by_the_next_probe()
    {
        await using var bench = await WatchBench.StartAsync(options => options with { ProbeLimit = Short });
        bench.Write("a", "1");
        await bench.UntilReadsAsync("a", "1");

        bench.Disturbance.Swallows = true;
        bench.Write("a", "2");
        await bench.UntilAsync(() => bench.Watcher.State == FolderWatcherState.Dead);
        Assert.False(bench.Watcher.IsTrusted);
        await bench.UntilReadsAsync("a", "2");
        await bench.UntilAsync(() => bench.Disturbance.Opened >= 3);
        Assert.False(await bench.Watcher.CatchUpAsync());
        bench.Write("a", "3");
        bench.Disturbance.Swallows = false;

        await bench.UntilAsync(() => bench.Watcher.IsTrusted);
        Assert.Equal("3", await bench.ReadAsync("a"));
        Assert.True(bench.Watcher.Statistics.ProbesLost >= 2);
        Assert.NotNull(bench.Watcher.LastTrouble);
    }

    [Fact]
    public async Task Silent_death_is_noticed_by_who_catches_up()
    {
        await using var bench = await WatchBench.StartAsync(options => options with { ProbeLimit = Short, ProbeInterval = TimeSpan.FromHours(1) });
        bench.Write("a", "1");
        await bench.UntilReadsAsync("a", "1");
        await bench.Watcher.Events!.DisposeAsync();
        bench.Write("a", "2");

        Assert.True(bench.Watcher.IsTrusted);
        Assert.False(await bench.Watcher.CatchUpAsync());

        Assert.True(!bench.Watcher.IsTrusted || bench.Watcher.Statistics.Restarts > 0);
        await AgainAsync(bench, 1);
        Assert.Equal("2", await bench.ReadAsync("a"));
    }

    [Fact]
    public async Task The_folder_is_deleted_and_made_again()
    {
        // Not so fast that the folder of the probes comes back while the rest is being deleted.
        await using var bench = await WatchBench.StartAsync(options => options with { FirstPause = Short, LongestPause = Short });
        bench.Write("deep/a", "1");
        await bench.UntilReadsAsync("deep/a", "1");

        Directory.Delete(bench.Root, recursive: true);

        await bench.UntilAsync(() => bench.Watcher.State == FolderWatcherState.Dead);
        await bench.UntilReadsAsync("deep/a", "(none)");
        Assert.False(Directory.Exists(bench.Root));
        bench.Write("deep/a", "2");
        await AgainAsync(bench, 1);
        Assert.Equal("2", await bench.ReadAsync("deep/a"));
        bench.Write("deep/a", "3");
        await bench.UntilReadsAsync("deep/a", "3");
    }

    [Fact]
    public async Task The_folder_is_moved_away_and_another_put_in_its_place()
    {
        await using var bench = await WatchBench.StartAsync();
        bench.Write("a", "1");
        await bench.UntilReadsAsync("a", "1");

        Directory.Move(bench.Root, bench.Root + "-away");
        bench.Write("a", "2");

        await AgainAsync(bench, 1);
        await bench.UntilReadsAsync("a", "2");
        Directory.Delete(bench.Root + "-away", recursive: true);
    }

    [Fact]
    public async Task The_folder_of_the_probes_is_deleted()
    {
        await using var bench = await WatchBench.StartAsync();
        Directory.Delete(bench.PathOf(".hearth"), recursive: true);

        await AgainAsync(bench, 1);
        bench.Write("a", "1");
        await bench.UntilReadsAsync("a", "1");
    }

    [Fact]
    public async Task A_folder_that_is_not_there_yet_is_watched_when_it_is()
    {
        var root = Path.Combine(Path.GetTempPath(), $"hearth-test-{Guid.NewGuid():n}");
        var graph = new CoherenceGraph(TimeProvider.System);
        await using (var watcher = new FolderWatcher(graph, root, new FolderWatcherOptions { ProbeFolder = Path.Combine(root, ".hearth", "probe"), LongestPause = Short }))
        {
            await watcher.Started;
            Assert.Equal(FolderWatcherState.Dead, watcher.State);
            Assert.False(Directory.Exists(root));
            Directory.CreateDirectory(root);
            for (var patience = 0; !watcher.IsTrusted; patience++)
            {
                Assert.True(patience < 3000);
                await Task.Delay(10);
            }
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(root));
        Directory.Delete(root);
    }

    [Fact]
    public async Task An_error_of_any_kind_is_survived()
    {
        var broken = true;
        await using var bench = await WatchBench.StartAsync(null, (watched, sink, cancellationToken) =>
            broken ? throw new InvalidOperationException("broken") : FolderEvents.OpenAsync(watched, new FolderWatcherOptions { ProbeFolder = "" }, sink, TimeProvider.System, cancellationToken),
            started: false);
        await bench.UntilAsync(() => bench.Watcher.LastTrouble == "broken");
        broken = false;
        await bench.UntilAsync(() => bench.Watcher.IsTrusted);
    }

    private static Task AgainAsync(WatchBench bench, int restarts) => bench.UntilAsync(() => bench.Watcher.Statistics.Restarts >= restarts && bench.Watcher.IsTrusted);
}
