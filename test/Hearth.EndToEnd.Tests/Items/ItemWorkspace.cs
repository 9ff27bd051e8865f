using System.Globalization;
using System.Text.Json;
using Hearth.EndToEnd.Tests.Support;

namespace Hearth.EndToEnd.Tests.Items;

/// <summary>A workspace with a file of items for a task that does what an item says.</summary>
internal sealed class ItemWorkspace : IDisposable
{
    public const int Count = 500, Bad = 120;

    private const string Task = """
        using System.Diagnostics;
        using Hearth;

        /// <summary>Does what it is told.</summary>
        public sealed class Item : ITask<Item.Input, Item.Output>
        {
            public sealed record Input(int Number, string How = "ok", int Delay = 0, string? Gate = null);

            public sealed record Output(int Number, int Attempt, object? More);

            public async Task<Output> RunAsync(Input input, TaskContext context)
            {
                File.AppendAllText(Path.Combine(context.Files.Workspace, "ran", $"{input.Number}"), $"{Environment.ProcessId}\n");
                if (input.Gate is { } gate)
                    while (!File.Exists(context.Files.Resolve(gate)))
                        await Task.Delay(5, context.CancellationToken);
                if (input.Delay > 0)
                    Thread.Sleep(input.Delay);
                switch (input.How)
                {
                    case "throw": throw new InvalidOperationException("it is broken");
                    case "reject": await Task.Yield(); throw new InvalidOperationException("it is rejected");
                    case "transient" when context.Attempt == 1: throw new TransientException("only the first time");
                    case "exit": Environment.Exit(7); break;
                    case "exit once" when context.Attempt == 1: Environment.Exit(7); break;
                    case "fail fast": Environment.FailFast("the reason"); break;
                    case "overflow": Overflow(1); break;
                    case "other thread": new Thread(() => throw new InvalidOperationException("on another thread")).Start(); Thread.Sleep(-1); break;
                    case "kill": Process.GetCurrentProcess().Kill(); Thread.Sleep(-1); break;
                    case "stop": Process.Start("kill", ["-STOP", $"{Environment.ProcessId}"]).WaitForExit(); Thread.Sleep(-1); break;
                    case "spin": while (true) { }
                    case "block once" when context.Attempt == 1: Thread.Sleep(-1); break;
                    case "deadlock": Thread.Sleep(-1); break;
                    case "memory": var all = new List<byte[]>(); while (true) all.Add(new byte[1 << 20]);
                    case "native memory": while (true) Fill(System.Runtime.InteropServices.Marshal.AllocHGlobal(1 << 22));
                    case "not json": return new Output(input.Number, context.Attempt, (Action)(() => { }));
                }

                return new Output(input.Number, context.Attempt, null);
            }

            private static int Overflow(int depth) => Overflow(depth + 1) + 1;

            private static unsafe void Fill(nint block) => new Span<byte>((void*)block, 1 << 22).Fill(1);
        }
        """;

    private readonly TestWorkspace _workspace;

    public ItemWorkspace(string settings = "grace: 500ms\nworkers: 2", string how = "ok", int delay = 0, string? gate = null)
    {
        _workspace = new TestWorkspace(settings);
        _workspace.Write("tasks/Tasks.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework><AllowUnsafeBlocks>true</AllowUnsafeBlocks><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings></PropertyGroup></Project>");
        _workspace.Write("tasks/Item.cs", Task);
        Directory.CreateDirectory(_workspace.PathOf("ran"));
        _workspace.Write("items.jsonl", string.Concat(Enumerable.Range(0, Count).Select(number => JsonSerializer.Serialize(
            new Dictionary<string, object?> { ["number"] = number, ["how"] = number == Bad ? how : "ok", ["delay"] = delay, ["gate"] = gate }) + "\n")));
    }

    public TestWorkspace Workspace => _workspace;

    /// <summary>How often each item began.</summary>
    public IReadOnlyDictionary<int, int> Times => Ran().ToDictionary(item => item.Number, item => item.Processes.Length);

    /// <summary>The processes that executed items.</summary>
    public IReadOnlyList<int> Workers => [.. Ran().SelectMany(item => item.Processes).Distinct()];

    /// <summary>The results file: every line, in its order.</summary>
    public IReadOnlyList<JsonElement> Results => [.. File.ReadAllLines(_workspace.PathOf("results.jsonl")).Select(line => JsonElement.Parse(line))];

    public Task<CommandResult> MapAsync(params string[] options) => _workspace.RunAsync(["map", "item", "items.jsonl", "--out", "results.jsonl", "--json", "-q", .. options]);

    public RunningCommand StartMap(params string[] options) => _workspace.Start(["map", "item", "items.jsonl", "--out", "results.jsonl", "--json", "-q", .. options]);

    /// <summary>Each item has one line, in the order of the items, and is what it should be.</summary>
    public void AssertResults(Func<int, string> status)
    {
        var results = Results;
        Assert.Equal(Enumerable.Range(0, Count), results.Select(result => result.GetProperty("index").GetInt32()));
        Assert.All(results, (result, number) => Assert.Equal(status(number), result.GetProperty("status").GetString()));
        Assert.All(results.Where(result => result.GetProperty("status").GetString() == "succeeded"),
            result => Assert.Equal(result.GetProperty("index").GetInt32(), result.GetProperty("output").GetProperty("number").GetInt32()));
    }

    public async Task AssertNobodyLeftAsync() => await Eventually.TrueAsync(() => Workers.All(worker => !Processes.IsAlive(worker)), "no worker is left");

    /// <summary>What workers wrote down is of no more use when the log has it.</summary>
    public void AssertNoJournalLeft() =>
        Assert.Empty(Directory.GetDirectories(_workspace.PathOf(".hearth/runs")).SelectMany(run => Directory.Exists(Path.Combine(run, "journal")) ? Directory.GetFiles(Path.Combine(run, "journal")) : []));

    public void Dispose() => _workspace.Dispose();

    private IEnumerable<(int Number, int[] Processes)> Ran() => Directory.GetFiles(_workspace.PathOf("ran")).Select(file =>
        (int.Parse(Path.GetFileName(file), CultureInfo.InvariantCulture), File.ReadAllLines(file).Select(line => int.Parse(line, CultureInfo.InvariantCulture)).ToArray()));
}
