using System.Diagnostics;

namespace Hearth.Workers.Tests.Tasks;

/// <summary>Tasks that say something and return.</summary>
public static class Talking
{
    public sealed class Echo : ITask<Words, Words>
    {
        public Task<Words> RunAsync(Words input, TaskContext context) => Task.FromResult(input);
    }

    public sealed class Identity : ITask<Words, Words>
    {
        public Task<Words> RunAsync(Words input, TaskContext context) =>
            Task.FromResult(new Words($"{context.RunId} {context.Workflow} {context.Step} {context.Item}", context.Attempt));
    }

    public sealed class Worker : ITask<Words, Words>
    {
        public Task<Words> RunAsync(Words input, TaskContext context) => Task.FromResult(new Words("", Environment.ProcessId));
    }

    public sealed class Logs : ITask<Words, Words>
    {
        public Task<Words> RunAsync(Words input, TaskContext context)
        {
            context.Log.Debug("one");
            context.Log.Information("two\nand a half");
            context.Log.Warning("three");
            context.Log.Error("four");
            context.Report(1, 2, "half");
            context.Report(2, 2, "done");
            return Task.FromResult(input);
        }
    }

    public sealed class Prints : ITask<Words, Words>
    {
        public async Task<Words> RunAsync(Words input, TaskContext context)
        {
            Console.Write("a ");
            Console.Error.Write("e1");
            Console.Write('b');
            await Task.Yield();
            Console.WriteLine(" c");
            Console.Error.WriteLine(" e2");
            Console.WriteLine("{0}-{1}", 1, 2);
            await Console.Out.WriteLineAsync("async");
            Console.Write("no end of line");
            return input;
        }
    }

    /// <summary>Prints what is told apart by its thread and number.</summary>
    public sealed class Crowd : ITask<Words, Words>
    {
        public async Task<Words> RunAsync(Words input, TaskContext context)
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
            {
                for (var line = 0; line < input.Number; line++)
                    if (thread % 2 == 0)
                        Console.WriteLine($"{thread} {line}");
                    else
                        context.Log.Information($"{thread} {line}");
            })));
            return input;
        }
    }

    public sealed class Shell : ITask<Words, Words>
    {
        public async Task<Words> RunAsync(Words input, TaskContext context)
        {
            using var process = Process.Start(new ProcessStartInfo("sh", ["-c", input.Text]))!;
            await process.WaitForExitAsync();
            return new Words("", process.ExitCode);
        }
    }
}
