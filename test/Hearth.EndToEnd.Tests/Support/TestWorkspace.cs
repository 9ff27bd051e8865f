using System.Globalization;
using System.Text.Json;

namespace Hearth.EndToEnd.Tests.Support;

/// <summary>A workspace in a folder of its own, gone after the test.</summary>
internal sealed class TestWorkspace : IDisposable
{
    /// <summary>A task for tests: it does what its input says, and writes down when it ran.</summary>
    private const string ActTask = """
        using Hearth;
        using System.Diagnostics;

        /// <summary>Does what it is told.</summary>
        public sealed class Act : ITask<Act.Input, Act.Output>
        {
            /// <param name="How">What to do.</param>
            /// <param name="Name">Noted in ran/.</param>
            /// <param name="Gate">A file to wait for.</param>
            public sealed record Input(string How = "ok", string Name = "", string? Gate = null, int Delay = 0);

            public sealed record Output(string Name, int Attempt, string[] Words);

            public async Task<Output> RunAsync(Input input, TaskContext context)
            {
                Note(context, $"{input.Name} {context.Attempt} {context.Item} {Environment.ProcessId}\n");
                if (input.Gate is { } gate)
                    while (!File.Exists(context.Files.Resolve(gate)))
                        await Task.Delay(5, context.CancellationToken);
                await Task.Delay(input.Delay, context.CancellationToken);
                switch (input.How)
                {
                    case "throw": Deeper(); break;
                    case "throw once" when context.Attempt == 1: throw new TransientException("only the first time");
                    case "null": return null!;
                    case "nulls": return new Output(null!, 1, null!);
                    case "exit": Environment.Exit(7); break;
                    case "die once" when context.Attempt == 1: Environment.Exit(7); break;
                    case "fail fast": Environment.FailFast("the reason"); break;
                    case "overflow": Overflow(1); break;
                    case "other thread": new Thread(() => throw new InvalidOperationException("on another thread")).Start(); await Task.Delay(-1, context.CancellationToken); break;
                    case "kill": Process.GetCurrentProcess().Kill(); break;
                    case "spin": while (true) { }
                    case "print": while (true) Console.WriteLine(new string('x', 1000));
                    case "memory": var all = new List<byte[]>(); while (true) all.Add(new byte[1 << 20]);
                    case "outside": File.WriteAllText(context.Files.Resolve("../outside.txt"), ""); break;
                    case "child": Process.Start("sleep", "1000").WaitForExit(); break;
                    case "log": context.Log.Information("logged"); Console.Write("printed"); Process.Start("sh", ["-c", "echo from a child"]).WaitForExit(); break;
                }

                return new Output(input.Name, context.Attempt, [input.How]);
            }

            private static void Note(TaskContext context, string line)
            {
                // A file each, whole when it is there: several processes note at once.
                var folder = Directory.CreateDirectory(Path.Combine(context.Files.Workspace, "ran")).FullName;
                var name = $"{DateTime.UtcNow.Ticks:d20}-{Guid.NewGuid():N}";
                File.WriteAllText(Path.Combine(folder, "." + name), line);
                File.Move(Path.Combine(folder, "." + name), Path.Combine(folder, name));
            }

            private static void Deeper() => throw new InvalidOperationException("deeper", new ArgumentException("the cause"));

            private static int Overflow(int depth) => Overflow(depth + 1) + 1;
        }
        """;

    public TestWorkspace(string settings = "grace: 500ms")
    {
        Root = Path.Combine(Path.GetTempPath(), $"hearth-test-{Guid.NewGuid():N}");
        Directory.CreateDirectory(Root);
        // As under git, where most workspaces are.
        Write("hearth.yaml", settings.Contains("mode:", StringComparison.Ordinal) ? settings + "\n" : $"{settings}\nmode: development\n");
        Write("tasks/Act.cs", ActTask);
    }

    public string Root { get; }

    /// <summary>What the tasks noted: name, attempt, item, process.</summary>
    public IReadOnlyList<(string Name, int Attempt, long? Item, int Process)> Ran =>
    [
        .. Notes().Select(file => File.ReadAllText(file).TrimEnd('\n').Split(' ')).Select(parts =>
            (parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), parts[2].Length == 0 ? (long?)null : long.Parse(parts[2], CultureInfo.InvariantCulture),
                int.Parse(parts[3], CultureInfo.InvariantCulture))),
    ];

    public string PathOf(string path) => Path.Combine(Root, path);

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), text);
    }

    public RunningCommand Start(params string[] arguments) => new(Root, arguments);

    public async Task<CommandResult> RunAsync(params string[] arguments)
    {
        using var command = Start(arguments);
        return await command.WaitAsync();
    }

    /// <summary>A command with <c>--json</c>, and its object.</summary>
    public async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        var result = await RunAsync([.. arguments, "--json"]);
        return result.Output.Length > 0 ? result.Json : throw new InvalidOperationException($"No JSON: {result}");
    }

    private IEnumerable<string> Notes() => Directory.Exists(PathOf("ran"))
        ? Directory.GetFiles(PathOf("ran")).Where(file => Path.GetFileName(file)[0] != '.').Order(StringComparer.Ordinal)
        : [];

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
