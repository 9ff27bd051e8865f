using System.Text.Json;

namespace Hearth.Bench.Pool;

/// <summary>Many items by several workers: what an item costs, beside pools that keep nothing.</summary>
internal static class PoolBenchmark
{
    private const int Items = 20_000, Million = 1_000_000, Workers = 2;

    public static async IAsyncEnumerable<Figure> RunAsync(bool quick)
    {
        ProcessorTime.AdoptOrphans();
        using var workspace = new PoolWorkspace();
        var hearth = new HearthPool(workspace);
        var peers = await PeersAsync();
        using (var items = ItemList.Trivial(Items))
        {
            await foreach (var figure in TrivialAsync(hearth, peers, items, quick ? 1 : 5))
                yield return figure;
            if (peers.Contains(PeerPool.Fork))
                yield return await WarmAsync(hearth, items, quick ? 1 : 5);
            yield return new Figure("pool.worker.rss", await hearth.IdleWorkerMegabytesAsync(items, Workers), "MB");
        }

        await foreach (var figure in MillionAsync(hearth, quick ? Million / 10 : Million))
            yield return figure;
        await foreach (var figure in ScheduleBenchmark.RunAsync(hearth, quick))
            yield return figure;
    }

    /// <summary>Both with processes that stay and have done the same twice before.</summary>
    private static async Task<Figure> WarmAsync(HearthPool hearth, ItemList items, int rounds)
    {
        List<double> ours = [], theirs = [];
        for (var round = 0; round < rounds; round++)
        {
            ours.Add(items.Count / (await hearth.WarmAsync("increment", items, Workers)).Step);
            theirs.Add(await PeerPool.WarmAsync(items, Workers));
        }

        return new Figure("pool.items.warm", Commands.Median(ours), "1/s", PeerPool.Fork.Name, Commands.Median(theirs));
    }

    /// <summary>Those that work here; why others are left out is said on standard error.</summary>
    private static async Task<IReadOnlyList<PeerPool>> PeersAsync()
    {
        try
        {
            await PeerFolder.InstallAsync([PeerFolder.Node, PeerFolder.Package("piscina"), PeerFolder.Package("tinypool")]);
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            await Console.Error.WriteLineAsync($"npm has not installed the peers: {exception.Message}");
        }

        List<PeerPool> working = [];
        using var few = ItemList.Trivial(10);
        foreach (var peer in (PeerPool[])[PeerPool.Fork, PeerPool.Piscina, PeerPool.Tinypool, PeerPool.Python, PeerPool.PythonChunks])
        {
            try
            {
                await peer.RunAsync(few, Workers, logs: false);
                working.Add(peer);
            }
            catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                await Console.Error.WriteLineAsync($"Left out: {peer.Name}: {exception.Message}");
            }
        }

        return working;
    }

    private static async IAsyncEnumerable<Figure> TrivialAsync(HearthPool hearth, IReadOnlyList<PeerPool> peers, ItemList items, int rounds)
    {
        var runs = new PoolRuns();
        for (var round = 0; round < rounds; round++)
            foreach (var workers in (int[])[1, Workers])
                foreach (var pool in (IPool[])[hearth, .. peers])
                    foreach (var logs in (bool[])[false, true])
                        if (!logs || pool is HearthPool || pool == PeerPool.Fork)
                            runs.Add(pool, workers, logs, await pool.RunAsync(items, workers, logs));

        foreach (var (workers, suffix) in ((int, string)[])[(Workers, ""), (1, ".1")])
        {
            yield return Compare($"pool.items{suffix}", "1/s", PeerPool.Fork, false, run => run.ItemsPerSecond);
            yield return Compare($"pool.items.log{suffix}", "1/s", PeerPool.Fork, true, run => run.ItemsPerSecond);
            yield return Compare($"pool.wall{suffix}", "1/s", PeerPool.Fork, false, run => run.WallItemsPerSecond);
            yield return Compare($"pool.cpu{suffix}", "ms", PeerPool.Fork, false, run => run.ProcessorMilliseconds);
            yield return Compare($"pool.cpu.whole{suffix}", "ms", PeerPool.Fork, false, run => run.WholeProcessorMilliseconds);
            yield return Compare($"pool.cpu.log{suffix}", "ms", PeerPool.Fork, true, run => run.ProcessorMilliseconds);
            foreach (var peer in peers.Where(peer => peer != PeerPool.Fork))
                yield return Compare($"pool.{peer.Id}{suffix}", "1/s", peer, false, run => run.ItemsPerSecond);
            yield return Compare($"pool.first{suffix}", "s", PeerPool.Fork, false, run => run.FirstSeconds);
            yield return Compare($"pool.exit{suffix}", "s", PeerPool.Fork, false, run => run.ExitSeconds);

            Figure Compare(string name, string unit, PeerPool peer, bool logs, Func<PoolRun, double> value) =>
                new(name, runs.Median(hearth, workers, logs, value)!.Value, unit, peer.Name, runs.Median(peer, workers, logs, value));
        }

        foreach (var peer in peers.Where(peer => peer != PeerPool.PythonChunks))
            yield return new Figure($"pool.worker.rss.{peer.Id}", runs.Median(peer, Workers, false, run => run.WorkerMegabytes!.Value)!.Value, "MB");
    }

    private static async IAsyncEnumerable<Figure> MillionAsync(HearthPool hearth, int count)
    {
        using var items = ItemList.Trivial(count);
        var (measured, _) = await hearth.MeasureAsync("increment", items, Workers);
        var seconds = JsonElement.Parse(measured.Output).GetProperty("steps")[0].GetProperty("seconds").GetDouble();
        yield return new Figure("pool.million", count / seconds, "1/s");
        yield return new Figure("pool.million.wall", count / (measured.Ended - measured.Started) * 1000, "1/s");
        yield return new Figure("pool.million.cpu", measured.ProcessorSeconds * 1000 / count, "ms");
        yield return new Figure("pool.million.rss", measured.LargestMegabytes, "MB");
    }
}
