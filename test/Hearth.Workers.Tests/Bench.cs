using System.Text.Json;
using Hearth.Workers.Pool;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Tests;

/// <summary>A folder and a pool of workers of a test's own, both gone with it.</summary>
internal sealed class Bench : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public Bench(int workers = 1, TimeSpan? grace = null, TimeSpan? heartbeat = null, TimeProvider? time = null, params (string Name, string Value)[] environment)
    {
        // A tag in their environment tells this bench's processes from all others.
        var variables = environment.ToDictionary(variable => variable.Name, variable => variable.Value);
        variables[Processes.Tag] = Folder;
        Options = new WorkerOptions(workers, grace ?? TimeSpan.FromSeconds(30), heartbeat ?? TimeSpan.FromSeconds(60), variables);
        Pool = new WorkerPool(Options, time ?? TimeProvider.System);
    }

    public static string TaskAssembly { get; } = Path.Combine(AppContext.BaseDirectory, "Hearth.Workers.Tests.Tasks.dll");

    public static ModuleMessage Code { get; } = Module(Key('0'), TaskAssembly);

    public string Folder { get; } = Directory.CreateTempSubdirectory("hearth-workers-").FullName;

    public WorkerOptions Options { get; }

    public WorkerPool Pool { get; }

    public string Log => Path.Combine(Folder, "logs", "attempt.log");

    public AttemptPlaces Places => new(Path.Combine(Folder, "workspace"), Path.Combine(Folder, "artifacts"), Path.Combine(Folder, "scratch"), Log, 16 * 1024 * 1024);

    public static string Key(char digit) => new(digit, 64);

    public static ModuleMessage Module(string key, string path) => new(key, "Hearth.Workers.Tests.Tasks", path, new Dictionary<string, string>(), []);

    public static ExecuteMessage Message(string type, AttemptPlaces places, object? input = null, ModuleMessage? code = null, int attempt = 1) => new((code ?? Code).Key,
        $"Hearth.Workers.Tests.Tasks.{type}", "run-1", "flow", "step", attempt, null, places, JsonSerializer.SerializeToElement(input ?? new { text = "hello" }));

    /// <summary>Executes an attempt on a worker of the pool.</summary>
    public async Task<AttemptResult> ExecuteAsync(string type, object? input = null, IAttemptObserver? observer = null, AttemptPlaces? places = null,
        ModuleMessage? code = null, CancellationToken cancellationToken = default)
    {
        using var lease = await Pool.RentAsync(null, CancellationToken.None).WaitAsync(Patience, CancellationToken.None);
        return await lease.ExecuteAsync([code ?? Code], Message(type, places ?? Places, input, code), observer ?? new RecordingObserver(), cancellationToken).WaitAsync(Patience, CancellationToken.None);
    }

    /// <summary>The pool is as good as new.</summary>
    public async Task AssertWorksAsync()
    {
        var result = await ExecuteAsync("Talking+Echo", new { text = "again" });
        Assert.Equal(AttemptEnding.Returned, result.Ending);
        Assert.Equal("again", result.Text());
    }

    public async ValueTask DisposeAsync()
    {
        await Pool.DisposeAsync();
        await Processes.WhenNoneTaggedAsync(Folder);
        Directory.Delete(Folder, recursive: true);
    }
}
