using Hearth.Coherence.Watching;

namespace Hearth.Coherence.Tests.Watching;

/// <summary>What happens to files comes to the graph by itself: no test here revalidates.</summary>
[Collection(WatchingCollection.Name)]
public sealed class HintTests
{
    [Fact]
    public async Task An_edit_is_seen()
    {
        await using var bench = await StartAsync();
        bench.Write("a", "1");
        await bench.UntilReadsAsync("a", "1");

        bench.Write("a", "2");

        await bench.UntilReadsAsync("a", "2");
        Assert.Contains(bench.Bursts.SelectMany(batch => batch.Hints), hint => hint.Nodes.Any(node => node.Name == $"texts {bench.PathOf("a")}"));
        Assert.Contains(bench.Graph.Log.Entries, entry => entry.Cause == $"{bench.PathOf("a")} changed");
    }

    [Fact]
    public async Task A_file_written_at_once_into_folders_made_at_once_is_seen()
    {
        await using var bench = await StartAsync();
        for (var round = 0; round < 200; round++)
            Assert.Equal("(none)", await bench.ReadAsync($"new{round}/one/two/three/file"));

        for (var round = 0; round < 200; round++)
            bench.Write($"new{round}/one/two/three/file", $"{round}");

        for (var round = 0; round < 200; round++)
            await bench.UntilReadsAsync($"new{round}/one/two/three/file", $"{round}");
        Assert.Equal("three", await bench.ListAsync("new7/one/two"));
        bench.Write("new7/one/two/three/file", "later");
        await bench.UntilReadsAsync("new7/one/two/three/file", "later");
    }

    [Fact]
    public async Task A_renamed_folder_is_seen_under_both_names_and_watched_under_the_new_one()
    {
        await using var bench = await StartAsync();
        bench.Write("old/deep/file", "1");
        await bench.UntilReadsAsync("old/deep/file", "1");
        Assert.Equal("(none)", await bench.ReadAsync("new/deep/file"));

        Directory.Move(bench.PathOf("old"), bench.PathOf("new"));

        await bench.UntilReadsAsync("new/deep/file", "1");
        await bench.UntilReadsAsync("old/deep/file", "(none)");
        await bench.UntilAsync(async () => await bench.ListAsync("") == ".hearth new");
        bench.Write("new/deep/file", "2");
        await bench.UntilReadsAsync("new/deep/file", "2");
        Assert.Superset(new HashSet<string> { "old", "new" }, bench.Hinted.ToHashSet());
        bench.Write("old/deep/file", "3");
        await bench.UntilReadsAsync("old/deep/file", "3");
        Assert.Equal("2", await bench.ReadAsync("new/deep/file"));
    }

    [Fact]
    public async Task A_folder_that_is_renamed_again_and_again_is_not_lost()
    {
        await using var bench = await StartAsync();
        bench.Write("f0/deep/file", "0");
        for (var round = 0; round <= 100; round++)
            await bench.ReadAsync($"f{round}/deep/file");

        for (var round = 0; round < 100; round++)
        {
            Directory.Move(bench.PathOf($"f{round}"), bench.PathOf($"f{round + 1}"));
            bench.Write($"f{round + 1}/deep/file", $"{round + 1}");
        }

        await bench.UntilReadsAsync("f100/deep/file", "100");
        for (var round = 0; round < 100; round++)
            await bench.UntilReadsAsync($"f{round}/deep/file", "(none)");
        bench.Write("f100/deep/file", "last");
        await bench.UntilReadsAsync("f100/deep/file", "last");
        Assert.Equal(4, bench.Watcher.Statistics.Folders);
    }

    [Fact]
    public async Task A_folder_that_comes_from_elsewhere_and_goes_there_is_seen()
    {
        await using var bench = await StartAsync();
        var elsewhere = Directory.CreateTempSubdirectory("hearth-test-").FullName;
        Directory.CreateDirectory(Path.Combine(elsewhere, "in", "deep"));
        File.WriteAllText(Path.Combine(elsewhere, "in", "deep", "file"), "1");
        Assert.Equal("(none)", await bench.ReadAsync("in/deep/file"));

        Directory.Move(Path.Combine(elsewhere, "in"), bench.PathOf("in"));
        await bench.UntilReadsAsync("in/deep/file", "1");
        Directory.Move(bench.PathOf("in"), Path.Combine(elsewhere, "out"));
        await bench.UntilReadsAsync("in/deep/file", "(none)");

        var events = bench.Watcher.Statistics.Events;
        File.WriteAllText(Path.Combine(elsewhere, "out", "deep", "file"), "2");
        Assert.True(await bench.Watcher.CatchUpAsync());
        Assert.Equal(events, bench.Watcher.Statistics.Events);
        Directory.Delete(elsewhere, recursive: true);
    }

    [Fact]
    public async Task What_is_deleted_is_seen()
    {
        await using var bench = await StartAsync();
        bench.Write("folder/deep/file", "1");
        bench.Write("file", "1");
        await bench.UntilReadsAsync("folder/deep/file", "1");
        await bench.UntilReadsAsync("file", "1");

        Directory.Delete(bench.PathOf("folder"), recursive: true);
        File.Delete(bench.PathOf("file"));

        await bench.UntilReadsAsync("folder/deep/file", "(none)");
        await bench.UntilReadsAsync("file", "(none)");
        await bench.UntilAsync(async () => await bench.ListAsync("") == ".hearth");
        Assert.Equal(2, bench.Watcher.Statistics.Folders);
    }

    [Fact]
    public async Task A_save_by_renaming_is_seen()
    {
        await using var bench = await StartAsync();
        bench.Write("a", "1");
        await bench.UntilReadsAsync("a", "1");

        for (var save = 0; save < 50; save++)
        {
            File.WriteAllText(bench.PathOf("a.tmp"), $"{save}");
            File.Move(bench.PathOf("a.tmp"), bench.PathOf("a"), overwrite: true);
            await bench.UntilReadsAsync("a", $"{save}");
        }
    }

    [Fact]
    public async Task In_excluded_folders_nothing_happens_but_that_they_come_and_go()
    {
        await using var bench = await StartAsync();
        Assert.True(await bench.Watcher.CatchUpAsync());
        var events = bench.Watcher.Statistics.Events;
        Assert.Equal(".hearth", await bench.ListAsync(""));

        Directory.CreateDirectory(bench.PathOf("bin/deep"));
        Directory.CreateDirectory(bench.PathOf("node_modules"));
        for (var file = 0; file < 20; file++)
        {
            bench.Write($"bin/deep/{file}", "x");
            bench.Write($".hearth/{file}", "x");
            bench.Write($"node_modules/{file}", "x");
        }

        Assert.True(await bench.Watcher.CatchUpAsync());
        Assert.Equal(2, bench.Watcher.Statistics.Events - events);
        Assert.Equal(2, bench.Watcher.Statistics.Folders);
        Assert.Equal(".hearth bin node_modules", await bench.ListAsync(""));
        Assert.DoesNotContain(bench.Hinted, path => path.Contains('/'));
        Assert.False(bench.Watcher.Covers(bench.PathOf("bin/deep/1")));
        Assert.True(bench.Watcher.Covers(bench.PathOf("src/deep/1")));
        Assert.False(bench.Watcher.Covers(bench.Root + "beside/1"));
    }

    [Fact]
    public async Task A_burst_is_one_batch()
    {
        await using var bench = await StartAsync(options => options with { Quiet = TimeSpan.FromSeconds(2), LongestBurst = TimeSpan.FromSeconds(60) });

        for (var file = 0; file < 100; file++)
            bench.Write($"{file}", "x");

        await bench.UntilAsync(() => bench.Bursts.Count > 0);
        Assert.Equal(100, Assert.Single(bench.Bursts).Hints.Length);
        Assert.Equal(100, bench.Watcher.Statistics.Hints);
    }

    [Fact]
    public async Task Who_catches_up_does_not_wait_for_the_burst_to_end()
    {
        await using var bench = await StartAsync(options => options with { Quiet = TimeSpan.FromMinutes(1), LongestBurst = TimeSpan.FromMinutes(1) });
        for (var edit = 0; edit < 100; edit++)
        {
            bench.Write($"folder{edit % 7}/{edit % 10}", $"{edit}");
            Assert.True(await bench.Watcher.CatchUpAsync());
            Assert.Equal($"{edit}", await bench.ReadAsync($"folder{edit % 7}/{edit % 10}"));
        }
    }

    [Fact]
    public async Task Links_to_folders_are_not_followed()
    {
        await using var bench = await StartAsync();
        Directory.CreateSymbolicLink(bench.PathOf("loop"), bench.Root);
        bench.Write("a", "1");

        Assert.True(await bench.Watcher.CatchUpAsync());
        Assert.Equal(2, bench.Watcher.Statistics.Folders);
        Assert.Equal("1", await bench.ReadAsync("loop/a"));
    }

    private static Task<WatchBench> StartAsync(Func<FolderWatcherOptions, FolderWatcherOptions>? change = null) => WatchBench.StartAsync(change);
}
