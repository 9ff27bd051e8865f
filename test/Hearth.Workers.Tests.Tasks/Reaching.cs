using System.Diagnostics;
using System.Runtime.Loader;

namespace Hearth.Workers.Tests.Tasks;

/// <summary>Tasks that touch files, code and what else surrounds them.</summary>
public static class Reaching
{
    /// <summary>Says which artifacts there were, and leaves one.</summary>
    public sealed class Artifacts : ITask<Words, Words>
    {
        public async Task<Words> RunAsync(Words input, TaskContext context)
        {
            var found = Directory.GetFiles(context.Files.Artifacts, "*", SearchOption.AllDirectories);
            await File.WriteAllTextAsync(context.Files.Artifact($"deep/{input.Text}"), "x");
            await File.WriteAllTextAsync(Path.Combine(context.Files.Scratch, "scratch"), "x");
            return new Words(string.Join(",", found), Directory.GetFiles(context.Files.Scratch).Length);
        }
    }

    public sealed class Resolves : ITask<Words, Words>
    {
        public Task<Words> RunAsync(Words input, TaskContext context) => Task.FromResult(new Words(context.Files.Resolve(input.Text)));
    }

    /// <summary>Leaves a process behind that goes on writing into the scratch folder, so that it can hardly be deleted.</summary>
    public sealed class LittersScratch : ITask<Words, Words>
    {
        public Task<Words> RunAsync(Words input, TaskContext context)
        {
            // Commands of the shell itself, so that files come faster than they can be deleted.
            var folder = Path.Combine(context.Files.Scratch, "d");
            var script = $"mkdir -p '{folder}'; while :; do true > '{folder}'/$((n=n+1)) || mkdir -p '{folder}'; done 2>/dev/null";
            using var process = Process.Start(new ProcessStartInfo("sh", ["-c", script]))!;
            SpinWait.SpinUntil(() => File.Exists(Path.Combine(folder, "1000")));
            return Task.FromResult(new Words("", process.Id));
        }
    }

    /// <summary>How many versions of task code are still loaded, after all that can go has gone.</summary>
    public sealed class Contexts : ITask<Words, Words>
    {
        private static int s_calls;

        public async Task<Words> RunAsync(Words input, TaskContext context)
        {
            s_calls++;
            for (var round = 0; round < input.Number && Collectible() > 1; round++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                await Task.Yield();
            }

            return new Words($"{s_calls}", Collectible());
        }

        private static int Collectible() => AssemblyLoadContext.All.Count(context => context.IsCollectible && context.Name?.StartsWith("Hearth.Workers.Tests.Tasks ", StringComparison.Ordinal) == true);
    }

    public sealed class Pipes : ITask<Words, Words>
    {
        public Task<Words> RunAsync(Words input, TaskContext context) => Task.FromResult(new Words(string.Join(",",
            Directory.GetFiles("/proc/self/fd").Select(descriptor => new FileInfo(descriptor).LinkTarget).Where(target => target?.StartsWith("pipe:", StringComparison.Ordinal) == true).Distinct())));
    }

    public sealed class NotATask
    {
        public string Nothing { get; } = "";
    }
}
