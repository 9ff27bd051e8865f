using System.Runtime.CompilerServices;

namespace Hearth.Workers.Tests.Tasks;

/// <summary>Tasks that fail, each in its way.</summary>
public static class Failing
{
    public sealed class Throws : ITask<Words, Words>
    {
        public async Task<Words> RunAsync(Words input, TaskContext context)
        {
            await Task.Yield();
            await OuterAsync(input.Text);
            return input;
        }

        private static async Task OuterAsync(string text)
        {
            try
            {
                await Task.Yield();
                Inner();
            }
            catch (ArgumentException exception)
            {
                throw new InvalidOperationException(text, exception);
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Inner() => throw new ArgumentException("the cause");
    }

    public sealed class ThrowsInLambdas : ITask<Words, Words>
    {
        public async Task<Words> RunAsync(Words input, TaskContext context)
        {
            Func<Task> lambda = async () =>
            {
                await Task.Yield();
                await LocalAsync();
            };
            await lambda();
            return input;

            async Task LocalAsync()
            {
                await Task.Yield();
                throw new InvalidOperationException(input.Text);
            }
        }
    }

    public sealed class ThrowsAtOnce : ITask<Words, Words>
    {
        public Task<Words> RunAsync(Words input, TaskContext context)
        {
            Console.Write("last words");
            throw new TransientException("busy");
        }
    }

    public sealed class ThrowsSeveral : ITask<Words, Words>
    {
        public Task<Words> RunAsync(Words input, TaskContext context) =>
            throw new AggregateException(new InvalidOperationException("first"), new ArgumentException("second"));
    }

    public sealed class ThrowsOneInAggregate : ITask<Words, Words>
    {
        public Task<Words> RunAsync(Words input, TaskContext context)
        {
            Task.Run(() => throw new InvalidOperationException("only")).Wait();
            return Task.FromResult(input);
        }
    }

    public sealed class ThrowsUnreadable : ITask<Words, Words>
    {
        public Task<Words> RunAsync(Words input, TaskContext context) => throw new UnreadableException();
    }

    public sealed class UnreadableException : Exception
    {
        public override string Message => throw new InvalidOperationException("no message");
    }

    public sealed class ThrowsOnConstruction : ITask<Words, Words>
    {
        public ThrowsOnConstruction() => throw new InvalidOperationException("not made");

        public Task<Words> RunAsync(Words input, TaskContext context) => Task.FromResult(input);
    }

    public sealed class ReturnsNull : ITask<Words, Words?>
    {
        public Task<Words?> RunAsync(Words input, TaskContext context) => Task.FromResult<Words?>(null);
    }

    public sealed class ReturnsNoTask : ITask<Words, Words>
    {
#pragma warning disable MA0022 // It is the fault that is tested.
        public Task<Words> RunAsync(Words input, TaskContext context) => null!;
#pragma warning restore MA0022
    }

    public sealed class ReturnsCycle : ITask<Words, Node>
    {
        public Task<Node> RunAsync(Words input, TaskContext context)
        {
            var node = new Node();
            node.Next = node;
            return Task.FromResult(node);
        }
    }

    /// <summary>As deep as asked for.</summary>
    public sealed class ReturnsDeep : ITask<Words, Node>
    {
        public Task<Node> RunAsync(Words input, TaskContext context)
        {
            var node = new Node();
            for (var depth = 1; depth < input.Number; depth++)
                node = new Node { Next = node };
            return Task.FromResult(node);
        }
    }

    /// <summary>In pieces: a single string of this size is refused by the serializer already.</summary>
    public sealed class ReturnsHuge : ITask<Words, string[]>
    {
        public Task<string[]> RunAsync(Words input, TaskContext context) => Task.FromResult(Enumerable.Repeat(new string('x', 1024 * 1024), input.Number).ToArray());
    }

    public sealed class Node
    {
        public Node? Next { get; set; }
    }
}
