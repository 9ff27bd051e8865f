using Hearth.Coherence.Watching;

namespace Hearth.Coherence.Tests.Watching;

/// <summary>Where no events are to be had, the files are looked at, and nobody is told to trust that.</summary>
[Collection(WatchingCollection.Name)]
public sealed class PollingTests
{
    [Fact]
    public async Task Changes_are_found_and_nothing_is_trusted()
    {
        await using var bench = await StartAsync(isMakeshift: false);
        bench.Write("folder/a", "1");
        await bench.UntilReadsAsync("folder/a", "1");
        bench.Write("folder/a", "2");
        await bench.UntilReadsAsync("folder/a", "2");
        Directory.Move(bench.PathOf("folder"), bench.PathOf("other"));
        await bench.UntilReadsAsync("folder/a", "(none)");
        await bench.UntilReadsAsync("other/a", "2");
        await bench.UntilAsync(async () => await bench.ListAsync("") == "other");
        bench.Write("bin/a", "1");
        bench.Write("b", "1");
        await bench.UntilReadsAsync("b", "1");

        Assert.Equal(FolderWatcherState.Polling, bench.Watcher.State);
        Assert.False(bench.Watcher.IsTrusted);
        Assert.False(await bench.Watcher.CatchUpAsync());
        Assert.DoesNotContain("bin/a", bench.Hinted);
        Assert.Equal(0, bench.Watcher.Statistics.Probes);
        Assert.False(Directory.Exists(bench.PathOf(".hearth")));
    }

    [Fact]
    public async Task For_want_of_watches_it_polls_until_there_are_some()
    {
        var isFull = true;
        await using var bench = await StartAsync(isMakeshift: true, () => isFull);
        bench.Write("a", "1");
        await bench.UntilReadsAsync("a", "1");

        isFull = false;

        await bench.UntilAsync(() => bench.Watcher.IsTrusted);
        Assert.Null(bench.Watcher.LastTrouble);
        bench.Write("a", "2");
        await bench.UntilReadsAsync("a", "2");
    }

    [Fact]
    public async Task Without_a_place_for_probes_it_polls()
    {
        await using var bench = await WatchBench.StartAsync(options =>
        {
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(options.ProbeFolder)! + "-file"), "");
            return options with { ProbeFolder = Path.GetDirectoryName(options.ProbeFolder) + "-file/probe" };
        });

        Assert.Equal(FolderWatcherState.Polling, bench.Watcher.State);
    }

    [Theory]
    [InlineData("/data/project", "nfs4")]
    [InlineData("/data/project/deep", "nfs4")]
    [InlineData("/data/projects", null)]
    [InlineData("/data", "nfs4")]
    [InlineData("/home/me/my files", "fuse.sshfs")]
    [InlineData("/mnt/host/c", "9p")]
    [InlineData("/home/me", "fuse.sshfs")]
    [InlineData("/srv", null)]
    public void Network_file_systems_are_told_by_the_table_of_mounts(string folder, string? kind)
    {
        var table = MountTable.Parse(
        [
            "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw",
            "30 22 0:40 / /data/project rw,relatime shared:2 master:3 - nfs4 server:/project rw,vers=4.2",
            "31 22 0:41 / /home/me/my\\040files rw - fuse.sshfs me@server: rw",
            "32 22 0:42 / /mnt/host rw - 9p host rw",
            "not a mount",
        ]);

        Assert.Equal(kind, table.RemoteKind(folder, 0));
        Assert.Equal("9p", table.RemoteKind("/a/link/to/it", 42));
    }

    private static Task<WatchBench> StartAsync(bool isMakeshift, Func<bool>? isFull = null) => WatchBench.StartAsync(
        options => options with { PollRetry = TimeSpan.FromMilliseconds(200) },
        (watched, sink, cancellationToken) => isFull?.Invoke() == false
            ? FolderEvents.OpenAsync(watched, new FolderWatcherOptions { ProbeFolder = watched.ProbeFolder }, sink, TimeProvider.System, cancellationToken)
            : PollingEvents.OpenAsync(watched, TimeSpan.FromMilliseconds(20), isMakeshift, sink, TimeProvider.System, cancellationToken));
}
