using System.Text;

namespace Hearth.Bench.Start;

/// <summary>How long whole commands take, as a user waits for them. The command is the one that ./hearth runs.</summary>
internal static class StartBenchmark
{
    private const int Chain = 1000;

    public static async IAsyncEnumerable<Figure> RunAsync(bool quick)
    {
        var rounds = quick ? 5 : 21;
        var hearth = HearthCommand.Path;
        using var workspace = new TrivialWorkspace(Chain);
        var here = workspace.Root;

        List<double> version = [], node = [];
        for (var round = -1; round < rounds; round++)
        {
            // A B A B, the first pair not counted.
            var (ours, theirs) = (await Commands.TimeAsync(here, hearth, "--version"), await Commands.TimeAsync(here, "node", "-e", "0"));
            if (round < 0)
                continue;
            version.Add(ours);
            node.Add(theirs);
        }

        yield return new Figure("start.version", Commands.Median(version) * 1000, "ms", "node -e 0", Commands.Median(node) * 1000);

        List<double> first = [], compiled = [], warm = [];
        for (var round = 0; round < (quick ? 3 : 11); round++)
        {
            workspace.Clear();
            first.Add(await Commands.TimeAsync(here, hearth, "run", "one", "--json"));
            compiled.Add(await Commands.TimeAsync(here, hearth, "run", "one", "--json"));
        }

        yield return new Figure("start.run.first", Commands.Median(first) * 1000, "ms");
        yield return new Figure("start.run.compiled", Commands.Median(compiled) * 1000, "ms");

        using var host = Commands.Start(here, hearth, "serve", "--json");
        await host.StandardOutput.ReadLineAsync();
        for (var round = -3; round < rounds; round++)
        {
            var seconds = await Commands.TimeAsync(here, hearth, "run", "one", "--json");
            if (round >= 0)
                warm.Add(seconds);
        }

        yield return new Figure("start.run.warm", Commands.Median(warm) * 1000, "ms");

        List<double> steps = [];
        for (var round = 0; round < (quick ? 2 : 7); round++)
            steps.Add((await Commands.TimeAsync(here, hearth, "run", "chain", "--json") - Commands.Median(warm)) / (Chain - 1) * 1000);
        yield return new Figure("start.step.overhead", Commands.Median(steps), "ms");

        await Commands.TimeAsync(here, hearth, "serve", "--stop");
        await host.WaitForExitAsync();
    }

    /// <summary>One trivial task; a workflow of one step, and one of many in a row.</summary>
    private sealed class TrivialWorkspace : IDisposable
    {
        public TrivialWorkspace(int chain)
        {
            Root = Path.Combine(Path.GetTempPath(), $"hearth-bench-{Guid.NewGuid():N}");
            Write("hearth.yaml", "");
            Write("tasks/Nothing.cs", """
                using Hearth;

                public sealed class Nothing : ITask<Nothing.Input, Nothing.Output>
                {
                    public sealed record Input(int Number = 0);

                    public sealed record Output(int Number);

                    public Task<Output> RunAsync(Input input, TaskContext context) => Task.FromResult(new Output(input.Number + 1));
                }
                """);
            Write("workflows/one.yaml", "steps:\n  one: { task: nothing }\n");
            var text = new StringBuilder("steps:\n  s0: { task: nothing }\n");
            for (var step = 1; step < chain; step++)
                text.Append($"  s{step}: {{ needs: s{step - 1}, task: nothing, with: {{ number: \"${{{{ steps.s{step - 1}.output.number }}}}\" }} }}\n");
            Write("workflows/chain.yaml", text.ToString());
        }

        public string Root { get; }

        public void Clear()
        {
            if (Directory.Exists(Path.Combine(Root, ".hearth")))
                Directory.Delete(Path.Combine(Root, ".hearth"), recursive: true);
        }

        public void Dispose() => Directory.Delete(Root, recursive: true);

        private void Write(string path, string text)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Root, path))!);
            File.WriteAllText(Path.Combine(Root, path), text);
        }
    }
}
