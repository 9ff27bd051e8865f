using System.Runtime.InteropServices;

namespace Hearth.Workers.Tests.Tasks;

/// <summary>Tasks that take their process with them.</summary>
public static partial class Dying
{
    public sealed class Exits : ITask<Words, Words>
    {
        public Task<Words> RunAsync(Words input, TaskContext context)
        {
            // A runtime that aborts says such things; this one does not abort.
            using var error = Console.OpenStandardError();
            error.Write("Out of memory. Stack overflow.\n"u8);
            Environment.Exit(input.Number);
            return Task.FromResult(input);
        }
    }

    public sealed class FailsFast : ITask<Words, Words>
    {
        public Task<Words> RunAsync(Words input, TaskContext context)
        {
            Environment.FailFast(input.Text);
            return Task.FromResult(input);
        }
    }

    public sealed class OverflowsStack : ITask<Words, Words>
    {
        public Task<Words> RunAsync(Words input, TaskContext context) => Task.FromResult(new Words("", Recurse(1)));

        private static int Recurse(int depth) => depth == int.MinValue ? depth : Recurse(depth + 1) + depth;
    }

    public sealed class ThrowsOnAnotherThread : ITask<Words, Words>
    {
        public async Task<Words> RunAsync(Words input, TaskContext context)
        {
            new Thread(() => throw new InvalidOperationException(input.Text)).Start();
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return input;
        }
    }

    public sealed partial class Segfaults : ITask<Words, Words>
    {
        public Task<Words> RunAsync(Words input, TaskContext context) => Task.FromResult(new Words("", (int)StringLength(1)));

        [LibraryImport("libc", EntryPoint = "strlen")]
        private static partial nint StringLength(nint text);
    }

    public sealed class EatsMemory : ITask<Words, Words>
    {
        public Task<Words> RunAsync(Words input, TaskContext context)
        {
            var eaten = new List<byte[]>();
            while (eaten.Count < 1_000_000)
                eaten.Add(GC.AllocateUninitializedArray<byte>(1024 * 1024));
            return Task.FromResult(new Words("", eaten.Count));
        }
    }
}
