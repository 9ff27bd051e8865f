using Hearth.Bench.Coherence;
using Hearth.Bench.Pool;
using Hearth.Bench.Reload;
using Hearth.Bench.Start;

namespace Hearth.Bench;

/// <summary>Benchmarks, each against a peer in the same run. Prints figures; judges nothing.</summary>
internal static class Program
{
    private static readonly Dictionary<string, Func<bool, IAsyncEnumerable<Figure>>> Benchmarks = new()
    {
        ["coherence"] = CoherenceBenchmark.RunAsync,
        ["pool"] = PoolBenchmark.RunAsync,
        ["reload"] = ReloadBenchmark.RunAsync,
        ["reload.latency"] = ReloadBenchmark.LatencyAsync,
        ["reload.rss"] = ReloadBenchmark.MemoryAsync,
        ["start"] = StartBenchmark.RunAsync,
    };

    private static async Task<int> Main(string[] arguments)
    {
        var names = arguments.Where(argument => !argument.StartsWith('-')).ToList();
        if (names.Count != 1 || !Benchmarks.TryGetValue(names[0], out var benchmark) || arguments.Any(argument => argument.StartsWith('-') && argument is not ("--quick" or "--json")))
        {
            await Console.Error.WriteLineAsync($"Usage: bench/run NAME [--quick] [--json]; NAME is one of: {string.Join(", ", Benchmarks.Keys)}");
            return 2;
        }

        var table = new FigureTable(arguments.Contains("--json"));
        await foreach (var figure in benchmark(arguments.Contains("--quick")))
            table.Add(figure);
        return 0;
    }
}
