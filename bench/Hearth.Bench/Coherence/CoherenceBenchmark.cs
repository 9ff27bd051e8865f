using System.Diagnostics;
using System.Globalization;
using Hearth.Coherence;
using Hearth.Coherence.Graph;
using Hearth.Coherence.Layers;

namespace Hearth.Bench.Coherence;

/// <summary>What it costs to know that nothing changed.</summary>
internal static class CoherenceBenchmark
{
    private const int Depth = 5, Files = 1000, ManyFiles = 10_000, Nodes = 1_000_000;

    public static async IAsyncEnumerable<Figure> RunAsync(bool quick)
    {
        var folder = Directory.CreateTempSubdirectory("hearth-bench-").FullName;
        try
        {
            for (var file = 0; file < ManyFiles; file++)
                await File.WriteAllTextAsync(PathOf(folder, file), $"{file}");
            // Long enough ago for the file system's word to be taken.
            await Task.Delay(100);
            foreach (var figure in await ReadsAsync(folder, quick))
                yield return figure;
            yield return await StatAsync(folder, quick);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        yield return await NodeAsync(quick ? Nodes / 10 : Nodes);
        await foreach (var figure in RerunBenchmark.RunAsync(quick))
            yield return figure;
    }

    private static async Task<List<Figure>> ReadsAsync(string folder, bool quick)
    {
        var graph = new CoherenceGraph(TimeProvider.System);
        var node = TopOf(graph, folder, Files);
        await node.ReadAsync();
        var rounds = quick ? 5 : 21;
        const int reads = 1_000_000;
        List<double> nanoseconds = [];
        long bytes = 0;
        for (var round = -3; round < rounds; round++)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            for (var read = 0; read < reads; read++)
                await node.ReadAsync();
            if (round < 0)
                continue;
            nanoseconds.Add(Stopwatch.GetElapsedTime(started).TotalNanoseconds / reads);
            bytes = Math.Max(bytes, (GC.GetAllocatedBytesForCurrentThread() - allocated) / reads);
        }

        return [new Figure("coherence.read", Commands.Median(nanoseconds), "ns"), new Figure("coherence.read.bytes", bytes, "bytes")];
    }

    private static async Task<Figure> StatAsync(string folder, bool quick)
    {
        var graph = new CoherenceGraph(TimeProvider.System);
        var node = TopOf(graph, folder, ManyFiles);
        await node.ReadAsync();
        List<double> ours = [], plain = [];
        for (var round = -2; round < (quick ? 7 : 41); round++)
        {
            // The physical limit: the same looks with nothing around them.
            var started = Stopwatch.GetTimestamp();
            for (var file = 0; file < ManyFiles; file++)
                Hearth.Coherence.Files.FileStamp.TryRead(PathOf(folder, file), out _);
            var bare = Stopwatch.GetElapsedTime(started).TotalMicroseconds / ManyFiles;

            graph.Revalidate();
            started = Stopwatch.GetTimestamp();
            await node.ReadAsync();
            if (round < 0)
                continue;
            ours.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds / ManyFiles);
            plain.Add(bare);
        }

        return new Figure("coherence.stat", Commands.Median(ours), "us/file", "statx alone", Commands.Median(plain));
    }

    /// <summary>Nodes that read two others each; the values are not counted, they are 4 bytes.</summary>
    private static async Task<Figure> NodeAsync(int nodes)
    {
        var graph = new CoherenceGraph(TimeProvider.System);
        var input = graph.Values.Add("input", 1, Text);
        Layer<int, int> layer = null!;
        layer = graph.AddLayer(new LayerDefinition<int, int>
        {
            Name = "nodes",
            Fingerprint = Text,
            Compute = async (key, reading) => key < 2 ? await reading.ReadAsync(input) : (await reading.ReadAsync(layer[key / 2]) + await reading.ReadAsync(layer[(key / 2) - 1])) % 1000,
        });
        await layer.ReadAsync(0);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var key = 0; key < nodes; key++)
            await layer.ReadAsync(key);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(graph);
        return new Figure("coherence.node", (after - before) / (double)nodes, "bytes");
    }

    /// <summary>A node that depends on all files, with others on top of it.</summary>
    private static Node<int> TopOf(CoherenceGraph graph, string folder, int files)
    {
        var sizes = graph.AddLayer(new LayerDefinition<int, int>
        {
            Name = "sizes",
            Fingerprint = Text,
            Compute = async (_, reading) =>
            {
                var sum = 0;
                for (var file = 0; file < files; file++)
                    sum += (await reading.ReadAsync(graph.Files[PathOf(folder, file)]))!.Bytes.Length;
                return sum;
            },
        });
        Layer<int, int> above = null!;
        above = graph.AddLayer(new LayerDefinition<int, int>
        {
            Name = "above",
            Fingerprint = Text,
            Compute = async (level, reading) => 1 + (level == 0 ? await reading.ReadAsync(sizes[0]) : await reading.ReadAsync(above[level - 1])),
        });
        return above[Depth - 3];
    }

    private static string PathOf(string folder, int file) => Path.Combine(folder, file.ToString("d5", CultureInfo.InvariantCulture));

    private static Fingerprint Text(int value) => Fingerprint.Of(value.ToString(CultureInfo.InvariantCulture));
}
