using Hearth.Coherence.Watching;

namespace Hearth.Coherence.Tests.Watching;

/// <summary>The way of macOS and Windows, as far as Linux can show it.</summary>
[Collection(WatchingCollection.Name)]
public sealed class PortableTests
{
    [Fact]
    public async Task Edits_renames_and_deletions_are_seen()
    {
        await using var bench = await StartAsync();
        bench.Write("a", "1");
        await bench.UntilReadsAsync("a", "1");
        File.Move(bench.PathOf("a"), bench.PathOf("b"));
        await bench.UntilReadsAsync("b", "1");
        await bench.UntilReadsAsync("a", "(none)");
        bench.Write("b", "2");
        await bench.UntilReadsAsync("b", "2");
        File.Delete(bench.PathOf("b"));
        await bench.UntilReadsAsync("b", "(none)");
        await bench.UntilAsync(async () => await bench.ListAsync("") == ".hearth");
    }

    [Fact]
    public async Task Excluded_folders_are_not_told_of()
    {
        await using var bench = await StartAsync();
        bench.Write("bin/a", "1");
        bench.Write("b", "1");
        await bench.UntilReadsAsync("b", "1");

        Assert.DoesNotContain(bench.Hinted, path => path.Contains('/'));
    }

    [Fact]
    public async Task Its_death_is_noticed()
    {
        await using var bench = await StartAsync();
        await bench.Watcher.Events!.DisposeAsync();

        await bench.UntilAsync(() => bench.Watcher.Statistics.Restarts > 0 && bench.Watcher.IsTrusted);
        bench.Write("a", "1");
        await bench.UntilReadsAsync("a", "1");
    }

    private static Task<WatchBench> StartAsync() => WatchBench.StartAsync(options => options with { ProbeLimit = TimeSpan.FromMilliseconds(500) }, Open);

    private static Task<IFolderEvents> Open(WatchedFolder watched, IEventSink sink, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(watched.ProbeFolder);
        return Task.FromResult<IFolderEvents>(new PortableEvents(watched, sink));
    }
}
