namespace Hearth.Bench.Reload;

/// <summary>How long an edit takes to its first result, and what replaced code leaves behind in a worker.</summary>
internal static class ReloadBenchmark
{
    private const int Small = 5 * 1024, Large = 200 * 1024;

    public static async IAsyncEnumerable<Figure> RunAsync(bool quick)
    {
        await foreach (var figure in LatencyAsync(quick))
            yield return figure;
        await foreach (var figure in MemoryAsync(quick))
            yield return figure;
    }

    public static async IAsyncEnumerable<Figure> LatencyAsync(bool quick)
    {
        await ScriptPeer.InstallAsync();
        await foreach (var figure in TaskAsync("5kb", Small, quick ? 10 : 200, quick ? 1 : 3))
            yield return figure;
        await foreach (var figure in TaskAsync("200kb", Large, quick ? 3 : 200, quick ? 1 : 3))
            yield return figure;
        yield return await QueriesAsync(quick ? 3 : 50);
        await foreach (var figure in HelperAsync(quick ? 10 : 200))
            yield return figure;
    }

    public static async IAsyncEnumerable<Figure> MemoryAsync(bool quick)
    {
        await ScriptPeer.InstallAsync();
        await foreach (var figure in MemoryAsync(quick ? [50] : [100, 1000, 5000]))
            yield return figure;
    }

    private static async IAsyncEnumerable<Figure> TaskAsync(string size, int bytes, int edits, int rounds)
    {
        List<double> ours = [], build = [], file = [], node = [], deno = [];
        using (var workspace = EditedWorkspace.OfTask(bytes))
        using (var peer = new BuildPeer(bytes))
        await using (var host = await WarmHost.OpenAsync(workspace, edits: 2))
        {
            // The first of each restores packages and starts the compiler's server.
            await peer.BuildAsync();
            await peer.RunFileAsync();
            for (var round = 0; round < rounds; round++)
            {
                for (var edit = edits * round / rounds; edit < edits * (round + 1) / rounds; edit++)
                    ours.Add(await host.EditAsync());
                build.Add(await peer.BuildAsync());
                file.Add(await peer.RunFileAsync());
                node.Add((await ScriptPeer.Node.RunAsync(bytes, edits / rounds)).Milliseconds);
                deno.Add((await ScriptPeer.Deno.RunAsync(bytes, edits / rounds)).Milliseconds);
            }
        }

        yield return new Figure($"reload.latency.{size}.median", Commands.Median(ours), "ms", "dotnet build and restart", Commands.Median(build));
        yield return new Figure($"reload.latency.{size}.p95", Commands.Percentile(ours, 0.95), "ms");
        yield return new Figure($"reload.latency.{size}.dotnet-run-file", Commands.Median(file), "ms");
        yield return new Figure($"reload.latency.{size}.node-import", Commands.Median(node), "ms");
        yield return new Figure($"reload.latency.{size}.deno-import", Commands.Median(deno), "ms");
    }

    private static async Task<Figure> QueriesAsync(int edits)
    {
        List<double> ours = [];
        using (var workspace = EditedWorkspace.OfTask(Large, queries: true))
        await using (var host = await WarmHost.OpenAsync(workspace, edits: 2))
            for (var edit = 0; edit < edits; edit++)
                ours.Add(await host.EditAsync());
        return new Figure("reload.latency.200kb.queries", Commands.Median(ours), "ms");
    }

    private static async IAsyncEnumerable<Figure> HelperAsync(int edits)
    {
        List<double> ours = [];
        using (var workspace = EditedWorkspace.OfHelper())
        await using (var host = await WarmHost.OpenAsync(workspace, edits: 2))
            for (var edit = 0; edit < edits; edit++)
                ours.Add(await host.EditAsync());
        yield return new Figure("reload.latency.helper", Commands.Median(ours), "ms");
        yield return new Figure("reload.latency.helper.p95", Commands.Percentile(ours, 0.95), "ms");
    }

    private static async IAsyncEnumerable<Figure> MemoryAsync(int[] marks)
    {
        (string Name, int Bytes)[] sizes = [("5kb", Small), ("200kb", Large)];
        var at = marks.Append(0).ToHashSet();
        var growth = new Dictionary<(string Who, string Size, int Mark), double>();
        var alive = 0;
        foreach (var (size, bytes) in sizes)
        {
            var ours = await MemorySeries.RunAsync(bytes, marks[^1], at);
            alive = Math.Max(alive, ours.Values.Max(mark => mark.Alive));
            var node = (await ScriptPeer.Node.RunAsync(bytes, marks[^1])).Megabytes;
            var deno = (await ScriptPeer.Deno.RunAsync(bytes, marks[^1])).Megabytes;
            yield return new Figure($"reload.rss.{size}.0", ours[0].Megabytes, "MB", "node", node[0]);
            foreach (var mark in marks)
            {
                growth[("ours", size, mark)] = ours[mark].Megabytes - ours[0].Megabytes;
                growth[("node", size, mark)] = node[mark] - node[0];
                growth[("deno", size, mark)] = deno[mark] - deno[0];
                yield return new Figure($"reload.rss.growth.{size}.{mark}", growth[("ours", size, mark)], "MB", "node", growth[("node", size, mark)]);
                yield return new Figure($"reload.rss.growth.{size}.{mark}.deno", growth[("deno", size, mark)], "MB");
            }
        }

        foreach (var mark in marks)
            yield return new Figure($"reload.rss.growth.{mark}", Worst("ours", mark), "MB", "node", Worst("node", mark));
        yield return new Figure("reload.contexts.alive", alive, "count");

        double Worst(string who, int mark) => sizes.Max(size => growth[(who, size.Name, mark)]);
    }
}
