using System.Globalization;
using System.Text.Json;

namespace Hearth.Bench.Pool;

/// <summary>A script in <c>bench/peers/pool</c> that does the same items with another pool, keeps nothing, and prints when the first and the last result came.</summary>
internal sealed class PeerPool(string id, string name, string command, string script, params string[] options) : IPool
{
    public static PeerPool Fork { get; } = new("fork", "child_process.fork", NodeCommand, "fork.mjs");

    public static PeerPool Piscina { get; } = new("piscina", "Piscina", NodeCommand, "threads.mjs", "piscina");

    public static PeerPool Tinypool { get; } = new("tinypool", "Tinypool", NodeCommand, "threads.mjs", "tinypool");

    public static PeerPool Python { get; } = new("python", "ProcessPoolExecutor, chunksize 1", "python3", "executor.py", "1");

    public static PeerPool PythonChunks { get; } = new("python.chunks", "ProcessPoolExecutor, chunksize 500", "python3", "executor.py", "500");

    /// <summary>The one that npm installs, or that of the machine where there is no npm.</summary>
    private static string NodeCommand => File.Exists(PeerFolder.Node) ? PeerFolder.Node : "node";

    /// <summary>In names of figures.</summary>
    public string Id => id;

    public string Name => name;

    /// <summary>Items a second of the fork pool, when its processes have done all of them twice before.</summary>
    public static async Task<double> WarmAsync(ItemList items, int workers)
    {
        var measured = await MeasuredCommand.RunAsync(Path.Combine(PeerFolder.Root, "pool"), NodeCommand, ["fork.mjs", items.File, workers.ToString(CultureInfo.InvariantCulture), "-", "3"]);
        var times = JsonElement.Parse(measured.Output);
        return (items.Count - 1) / (times.GetProperty("last").GetDouble() - times.GetProperty("first").GetDouble()) * 1000;
    }

    public async Task<PoolRun> RunAsync(ItemList items, int workers, bool logs)
    {
        var folder = logs ? Directory.CreateTempSubdirectory("hearth-bench-").FullName : null;
        try
        {
            var measured = await MeasuredCommand.RunAsync(Path.Combine(PeerFolder.Root, "pool"), command,
                [script, items.File, workers.ToString(CultureInfo.InvariantCulture), .. options, .. folder is null ? Array.Empty<string>() : [folder]]);
            if (folder is not null && Directory.EnumerateFiles(folder).Count() != items.Count)
                throw new InvalidOperationException($"{name} has not logged every item.");
            using var few = ItemList.Copy(items, Math.Min(items.Count, PoolRun.Few));
            var little = await MeasuredCommand.RunAsync(Path.Combine(PeerFolder.Root, "pool"), command, [script, few.File, workers.ToString(CultureInfo.InvariantCulture), .. options]);
            var times = JsonElement.Parse(measured.Output);
            return PoolRun.Of(items.Count, measured, little, Number("first"), Number("last"), Number("megabytes"));

            double Number(string property) => times.GetProperty(property).GetDouble();
        }
        finally
        {
            if (folder is not null)
                Directory.Delete(folder, recursive: true);
        }
    }
}
