using System.Globalization;
using System.Text;

namespace Hearth.Bench.Reload;

/// <summary>C# of a wanted size: a task among many methods, as large files are.</summary>
internal static class Sources
{
    /// <summary>Eight digits, so that versions are of one length.</summary>
    public static string Version(int number) => $"v{number.ToString("d8", CultureInfo.InvariantCulture)}";

    /// <summary>A task that returns its version from the body of <c>RunAsync</c>.</summary>
    public static string Task(string name, string version, int bytes, bool queries = false) => $$"""
        using Hearth;

        public sealed class {{name}} : ITask<{{name}}.Input, {{name}}.Output>
        {
            public sealed record Input(int Number = 0);

            public sealed record Output(string Version, int Value);

            public Task<Output> RunAsync(Input input, TaskContext context) => Task.FromResult(new Output({{version}}, Part0(input.Number, 1)));

        {{(queries ? Queries(bytes - 400) : Parts(bytes - 400))}}}

        """;

    /// <summary>The same code without Hearth: prints its version.</summary>
    public static string Program(string version, int bytes) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;

        public static class Program
        {
            public static void Main() => Console.WriteLine({{version}} + " " + Part0(0, 1));

        {{Parts(bytes - 200)}}}

        """;

    /// <summary>A task that uses what holds on to code elsewhere: reflection-based JSON, compiled regular expressions, timers, continuations.</summary>
    public static string Holding(string version, int bytes) => $$"""
        using System.Text.Json;
        using System.Text.RegularExpressions;
        using Hearth;

        public sealed class Holding : ITask<Holding.Input, Holding.Output>
        {
            public sealed record Input(string Text);

            public sealed record Output(string Version, string Text);

            private sealed record Node(string Name, List<Node> Children, Dictionary<string, int> Counts);

            public async Task<Output> RunAsync(Input input, TaskContext context)
            {
                var text = JsonSerializer.Serialize(new Node(input.Text, [new Node("child", [], [])], new() { ["part"] = Part0(1, 2) }));
                var node = JsonSerializer.Deserialize<Node>(text)!;
                var replaced = new Regex("(?<word>[a-z]+)", RegexOptions.Compiled).Replace(node.Name, match => match.Value.ToUpperInvariant());
                var rung = new TaskCompletionSource();
                await using (new Timer(_ => rung.TrySetResult(), null, 1, 1))
                    await rung.Task;
                await Task.WhenAll(Task.Run(() => Part0(3, 4)), Task.Delay(1));
                await Task.Yield();
                return new Output("{{version}}", replaced);
            }

        {{Parts(bytes - 1500)}}}

        """;

    /// <summary>Methods of about this size together: the functions that the scripts of Node and Deno are made of, in C#.</summary>
    public static string Parts(int bytes)
    {
        var text = new StringBuilder();
        for (var number = 0; number == 0 || text.Length < bytes; number++)
            text.Append(CultureInfo.InvariantCulture, $$"""
                    private static int Part{{number}}(int first, int second)
                    {
                        var part = new { Name = "v{{number}}", Number = first * {{number}} + second };
                        return part.Number % 7 == 0 ? part.Number : part.Name.Length + first;
                    }


                """);
        return text.ToString();
    }

    /// <summary>The same size of what costs a C# compiler most: lambdas and generic extension methods, whose types it has to find out.</summary>
    public static string Queries(int bytes)
    {
        var text = new StringBuilder();
        for (var number = 0; number == 0 || text.Length < bytes; number++)
            text.Append(CultureInfo.InvariantCulture, $$"""
                    private static int Part{{number}}(int first, int second)
                    {
                        var known = new Dictionary<string, int> { ["p{{number}}"] = first * {{number}} + second };
                        foreach (var name in known.Keys.Where(key => key.Length > first).OrderBy(key => key))
                            second += known[name] % 7 == 0 ? first : name.Length;
                        return second;
                    }


                """);
        return text.ToString();
    }
}
