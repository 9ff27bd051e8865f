using System.Globalization;
using Hearth.Coherence.Watching;
using Xunit.Abstractions;

namespace Hearth.Coherence.Tests.Watching;

/// <summary>
/// Nothing is stale when it was validated, whatever happens to the files and to the watch while others read. HEARTH_STORM_CHANGES sets how many changes are made (20,000 for a thorough look),
/// HEARTH_SEED where they begin.
/// </summary>
[Collection(WatchingCollection.Name)]
public sealed class StormTests(ITestOutputHelper output)
{
    private const int ChangesAtOnce = 60, Readers = 3;
    private static readonly int Changes = Number("HEARTH_STORM_CHANGES", 1500), Seed = Number("HEARTH_SEED", 1);

    [Fact]
    public async Task Nothing_is_stale_after_validation()
    {
        var (caughtUp, stale) = await RunAsync(open: null, trusted: true);

        Assert.Equal(0, stale);
        Assert.True(caughtUp >= Changes / ChangesAtOnce / 3);
    }

    [Fact]
    public async Task Nothing_is_stale_after_validation_where_the_system_loses_events()
    {
        var (_, stale) = await RunAsync((watched, sink, _) =>
        {
            Directory.CreateDirectory(watched.ProbeFolder);
            return Task.FromResult<IFolderEvents>(new PortableEvents(watched, sink));
        }, trusted: false);

        Assert.Equal(0, stale);
    }

    /// <returns>How often catching up was enough, and how many reads were stale after validation.</returns>
    private async Task<(int CaughtUp, int Stale)> RunAsync(FolderEventsOpener? open, bool trusted)
    {
        var random = new Random(Seed);
        await using var bench = await WatchBench.StartAsync(options => options with { ProbeLimit = TimeSpan.FromMilliseconds(500) }, open);
        var storm = new Storm(bench, random);
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, Readers).Select(reader => Task.Run(() => ReadOnAsync(bench, storm, new Random(reader), stop.Token))).ToList();
        var (caughtUp, stale, untold, rounds) = (0, 0, 0, Changes / ChangesAtOnce);
        for (var round = 0; round < rounds; round++)
        {
            for (var change = 0; change < ChangesAtOnce; change++)
            {
                storm.Change();
                // Disposed of behind the watcher's back, in the middle.
                if (change == ChangesAtOnce / 2 && round % 10 == 5 && bench.Watcher.Events is { } events)
                    await events.DisposeAsync();
            }

            if (!trusted && await bench.Watcher.CatchUpAsync())
                untold += await StaleAsync(bench, storm);
            caughtUp += await ValidateAsync(bench, trusted ? round % 3 : 0) ? 1 : 0;
            stale += await StaleAsync(bench, storm);
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
        output.WriteLine($"{rounds * ChangesAtOnce} changes, {rounds} rests, {caughtUp} caught up; stale after validation: {stale}; untold by the system: {untold}; {bench.Watcher.Statistics}");
        return (caughtUp, stale);
    }

    /// <summary>The ways to know that what is read is right.</summary>
    /// <returns>Whether nothing was revalidated for it here.</returns>
    private static async Task<bool> ValidateAsync(WatchBench bench, int way)
    {
        switch (way)
        {
            case 1 when await bench.Watcher.CatchUpAsync():
                return true;
            case 2:
                // Where the watch is dead, the watcher itself has to revalidate before it is trusted again.
                await bench.UntilAsync(() => bench.Watcher.CatchUpAsync());
                return true;
            default:
                bench.Graph.Revalidate();
                return false;
        }
    }

    private async Task<int> StaleAsync(WatchBench bench, Storm storm)
    {
        var stale = 0;
        foreach (var file in storm.Files)
            stale += Differ(file, storm.TextOf(file), await bench.ReadAsync(file));
        foreach (var folder in storm.Folders)
            stale += Differ(folder, storm.NamesIn(folder), await bench.ListAsync(folder));
        return stale;
    }

    private int Differ(string path, string expected, string actual)
    {
        if (expected == actual)
            return 0;
        output.WriteLine($"'{path}' was read as '{actual}' where it is '{expected}'");
        return 1;
    }

    private static async Task ReadOnAsync(WatchBench bench, Storm storm, Random random, CancellationToken cancellationToken)
    {
        var (files, folders) = (storm.Files.ToList(), storm.Folders.ToList());
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (random.Next(4) == 0)
                    await bench.ListAsync(folders[random.Next(folders.Count)]);
                else
                    await bench.ReadAsync(files[random.Next(files.Count)]);
            }
            catch (IOException)
            {
                // It cannot be read now: that is an answer, too.
            }

            await Task.Yield();
        }
    }

    private static int Number(string variable, int otherwise) => int.Parse(Environment.GetEnvironmentVariable(variable) ?? $"{otherwise}", CultureInfo.InvariantCulture);
}
