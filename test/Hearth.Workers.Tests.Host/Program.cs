using System.Text.Json;
using Hearth.Workers.Pool;
using Hearth.Workers.Protocol;
using Hearth.Workers.Tests.Host;

// Executes one task that does not end, and prints what it logs; a line on standard input asks it to end.
// Arguments: assembly of the task, its class, folder for files.
var (assembly, type, folder) = (args[0], args[1], args[2]);
await using var pool = new WorkerPool(WorkerOptions.Default with { Count = 1, Grace = TimeSpan.FromHours(1) }, TimeProvider.System);
using var lease = await pool.RentAsync(null, CancellationToken.None);
using var cancellation = new CancellationTokenSource();
_ = Task.Run(() =>
{
    if (Console.ReadLine() is not null)
        cancellation.Cancel();
});
var places = new AttemptPlaces(folder, Path.Combine(folder, "artifacts"), Path.Combine(folder, "scratch"), Path.Combine(folder, "log"), 1024 * 1024);
var result = await lease.ExecuteAsync([new ModuleMessage(new string('0', 64), "tasks", assembly, new Dictionary<string, string>(), [])],
    new ExecuteMessage(new string('0', 64), type, "run", "flow", "step", 1, null, places, JsonElement.Parse("""{"text":""}""")), new Printer(), cancellation.Token);
Console.WriteLine($"ended {result.Ending} {result.Error?.Message}");
