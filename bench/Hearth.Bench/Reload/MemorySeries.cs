using System.Text.Json;
using Hearth.Workers.Pool;
using Hearth.Workers.Protocol;

namespace Hearth.Bench.Reload;

/// <summary>One worker process that is given version after version of a module, with a call of each.</summary>
internal static class MemorySeries
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    /// <summary>What was there after so many reloads.</summary>
    /// <param name="Megabytes">Resident memory of the worker, settled.</param>
    /// <param name="Alive">Replaced contexts that had not gone.</param>
    public sealed record Mark(double Megabytes, int Alive);

    public static async Task<IReadOnlyDictionary<int, Mark>> RunAsync(int bytes, int reloads, IReadOnlySet<int> at)
    {
        var folder = Directory.CreateTempSubdirectory("hearth-bench-").FullName;
        try
        {
            var image = await VersionedImage.CompileAsync(folder, Sources.Holding(Sources.Version(0), bytes));
            await using var pool = new WorkerPool(WorkerOptions.Default with { Count = 1 }, TimeProvider.System);
            var marks = new Dictionary<int, Mark>();
            int? process = null;
            for (var version = 0; version <= reloads; version++)
            {
                await ExecuteAsync(pool, image.Make(version), folder, Sources.Version(version));
                if (!at.Contains(version))
                    continue;
                var worker = await SettleAsync(pool);
                if ((process ??= worker.ProcessId) != worker.ProcessId)
                    throw new InvalidOperationException($"The worker was replaced before reload {version}: {worker.ProcessId} is not {process}.");
                marks[version] = new Mark(ProcessMemory.ResidentMegabytes(worker.ProcessId), worker.Leaked.Count);
            }

            return marks;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task ExecuteAsync(WorkerPool pool, ModuleMessage module, string folder, string version)
    {
        using var lease = await pool.RentAsync(null, CancellationToken.None);
        var places = new AttemptPlaces(folder, Path.Combine(folder, "artifacts"), Path.Combine(folder, "scratch"), Path.Combine(folder, "attempt.log"), 1024);
        var message = new ExecuteMessage(module.Key, "Holding", "run", "memory", "step", 1, null, places, JsonElement.Parse("""{ "text": "some words" }"""));
        var result = await lease.ExecuteAsync([module], message, new Deaf(), CancellationToken.None);
        var answered = result.Output?.GetProperty("version").GetString();
        if (answered != version)
            throw new InvalidOperationException($"Version {version} was asked for; {answered ?? result.Error?.ToString() ?? result.Ending.ToString()} answered.");
        File.Delete(module.Assembly);
    }

    /// <summary>What was replaced is verified to be gone, and what a worker does by itself when it is idle is done.</summary>
    private static async Task<WorkerDescription> SettleAsync(WorkerPool pool)
    {
        await pool.VerifyAsync(CancellationToken.None);
        await Task.Delay(Quiet);
        await pool.VerifyAsync(CancellationToken.None);
        return pool.Describe().Single();
    }

    private sealed class Deaf : IAttemptObserver
    {
        public void Logged(LogMessage entry)
        {
        }

        public void Progressed(ProgressMessage progress)
        {
        }
    }
}
