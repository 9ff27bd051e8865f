using Hearth.Coherence.Watching;

namespace Hearth.Coherence.Tests.Watching;

/// <summary>A watcher leaves nothing behind.</summary>
[Collection(WatchingCollection.Name)]
public sealed class DisposalTests
{
    [Fact]
    public async Task Nothing_is_left_of_it()
    {
        if (!OperatingSystem.IsLinux())
            return;
        await RoundAsync();
        var (descriptors, threads) = (Descriptors(), Threads());
        for (var round = 0; round < 20; round++)
            await RoundAsync();

        Assert.Equal(descriptors, Descriptors());
        Assert.Equal(threads, Threads());
    }

    [Fact]
    public async Task It_can_be_disposed_of_at_once_and_twice()
    {
        await using var bench = await WatchBench.StartAsync(started: false);
        await bench.Watcher.DisposeAsync();
        await bench.Watcher.DisposeAsync();

        Assert.Equal(FolderWatcherState.Dead, bench.Watcher.State);
        Assert.False(bench.Watcher.IsTrusted);
        Assert.False(await bench.Watcher.CatchUpAsync());
        Assert.True(bench.Watcher.Started.IsCompleted);
        Assert.Empty(Directory.EnumerateFileSystemEntries(bench.Root));
    }

    [Fact]
    public async Task What_was_heard_until_then_is_passed_on()
    {
        await using var bench = await WatchBench.StartAsync(options => options with { Quiet = TimeSpan.FromHours(1), LongestBurst = TimeSpan.FromHours(1) });
        bench.Write("a", "1");
        await bench.UntilAsync(() => bench.Watcher.Statistics.Events > 0);

        await bench.Watcher.DisposeAsync();

        Assert.Contains("a", bench.Hinted);
    }

    private static async Task RoundAsync()
    {
        await using var bench = await WatchBench.StartAsync();
        bench.Write("folder/a", "1");
        await bench.UntilReadsAsync("folder/a", "1");
        await bench.Watcher.DisposeAsync();
        Assert.Equal(["folder"], Directory.EnumerateFileSystemEntries(bench.Root).Select(Path.GetFileName));
    }

    private static int Descriptors() => new DirectoryInfo("/proc/self/fd").EnumerateFileSystemInfos().Select(file => file.LinkTarget)
        .Count(target => target is not null && target.StartsWith("anon_inode:", StringComparison.Ordinal));

    private static int Threads() => Directory.EnumerateDirectories("/proc/self/task").Count(task => NameOf(task) == "folder events");

    private static string NameOf(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "comm")).Trim();
        }
        catch (IOException)
        {
            return "";
        }
    }
}
