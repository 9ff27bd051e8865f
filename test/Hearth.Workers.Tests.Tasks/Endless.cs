using System.Diagnostics;

namespace Hearth.Workers.Tests.Tasks;

/// <summary>Tasks that go on until something ends them. Each logs its process, and its child's, when it has begun.</summary>
public static class Endless
{
    public sealed class Waits : ITask<Words, Words>
    {
        public async Task<Words> RunAsync(Words input, TaskContext context)
        {
            context.Log.Information($"pid {Environment.ProcessId}");
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return input;
        }
    }

    /// <summary>Goes on for a while after it was asked to end, and returns.</summary>
    public sealed class ReturnsWhenAsked : ITask<Words, Words>
    {
        public async Task<Words> RunAsync(Words input, TaskContext context)
        {
            var asked = new TaskCompletionSource();
            await using var registration = context.CancellationToken.Register(asked.SetResult);
            context.Log.Information($"pid {Environment.ProcessId}");
            await asked.Task;
            return input;
        }
    }

    public sealed class Spins : ITask<Words, Words>
    {
        public Task<Words> RunAsync(Words input, TaskContext context)
        {
            context.Log.Information($"pid {Environment.ProcessId}");
            while (input.Number >= 0)
            {
            }

            return Task.FromResult(input);
        }
    }

    public sealed class SpinsBesideChild : ITask<Words, Words>
    {
        public Task<Words> RunAsync(Words input, TaskContext context)
        {
            using var child = Process.Start(new ProcessStartInfo("sleep", ["1000"]))!;
            context.Log.Information($"child {child.Id}");
            context.Log.Information($"pid {Environment.ProcessId}");
            while (input.Number >= 0)
            {
            }

            return Task.FromResult(input);
        }
    }

    /// <summary>What it does when it is asked to end never ends.</summary>
    public sealed class BlocksCancellation : ITask<Words, Words>
    {
        public async Task<Words> RunAsync(Words input, TaskContext context)
        {
            await using var registration = context.CancellationToken.Register(() =>
            {
                context.Log.Information("asked");
                Thread.Sleep(Timeout.Infinite);
            });
            context.Log.Information($"pid {Environment.ProcessId}");
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
            return input;
        }
    }

    /// <summary>Ends while what it registered still waits for that end.</summary>
    public sealed class EndsBeforeItsCallback : ITask<Words, Words>
    {
        public async Task<Words> RunAsync(Words input, TaskContext context)
        {
            var asked = new TaskCompletionSource();
            context.CancellationToken.Register(() =>
            {
                asked.SetResult();
                Thread.Sleep(Timeout.Infinite);
            });
            context.Log.Information($"pid {Environment.ProcessId}");
            await Task.Run(() => asked.Task);
            return input;
        }
    }

    public sealed class ThrowsWhenAsked : ITask<Words, Words>
    {
        public async Task<Words> RunAsync(Words input, TaskContext context)
        {
            context.CancellationToken.Register(() => throw new InvalidOperationException("from a callback"));
            context.Log.Information($"pid {Environment.ProcessId}");
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return input;
        }
    }

    public sealed class Prints : ITask<Words, Words>
    {
        public Task<Words> RunAsync(Words input, TaskContext context)
        {
            for (var line = 0L; line < long.MaxValue; line++)
                Console.WriteLine($"line {line}");
            return Task.FromResult(input);
        }
    }
}
