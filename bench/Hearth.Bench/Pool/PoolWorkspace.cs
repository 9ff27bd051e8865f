using System.Globalization;

namespace Hearth.Bench.Pool;

/// <summary>A workspace of small tasks, and the command that runs one of them over a list.</summary>
internal sealed class PoolWorkspace : IDisposable
{
    public PoolWorkspace()
    {
        Root = Directory.CreateTempSubdirectory("hearth-bench-").FullName;
        Write("hearth.yaml", "");
        WriteTask("Increment", "int N", "int N", "return Task.FromResult(new Output(input.N + 1));");
        WriteTask("IncrementLogged", "int N", "int N", "context.Log.Information($\"counted from {input.N}\");\n        return Task.FromResult(new Output(input.N + 1));");
        WriteTask("Wait", "double Milliseconds", "double Milliseconds", "Thread.Sleep(TimeSpan.FromMilliseconds(input.Milliseconds));\n        return Task.FromResult(new Output(input.Milliseconds));");
        WriteTask("Compute", "double Milliseconds", "double Milliseconds", """
            var started = System.Diagnostics.Stopwatch.GetTimestamp();
                    while (System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalMilliseconds < input.Milliseconds)
                        Thread.SpinWait(20);
                    return Task.FromResult(new Output(input.Milliseconds));
            """);
    }

    public string Root { get; }

    /// <summary>The arguments of the command that does all items, and keeps their results in a file too.</summary>
    public static IReadOnlyList<string> Command(string task, ItemList items, int workers) =>
        ["map", task, items.File, "--workers", workers.ToString(CultureInfo.InvariantCulture), "--out", "results.jsonl", "--json"];

    public void Clear()
    {
        if (Directory.Exists(Path.Combine(Root, ".hearth")))
            Directory.Delete(Path.Combine(Root, ".hearth"), recursive: true);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private void WriteTask(string name, string input, string output, string body) => Write($"tasks/{name}.cs", $$"""
        using Hearth;

        public sealed class {{name}} : ITask<{{name}}.Input, {{name}}.Output>
        {
            public sealed record Input({{input}});

            public sealed record Output({{output}});

            public Task<Output> RunAsync(Input input, TaskContext context)
            {
                {{body}}
            }
        }

        """);

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Root, path))!);
        File.WriteAllText(Path.Combine(Root, path), text);
    }
}
