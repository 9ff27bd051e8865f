using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Hearth.Workers.Processes.Resources;

namespace Hearth.Workers.Tests.Resources;

public sealed class ResourceCacheTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hearth-resources-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Those_who_ask_at_once_share_one_loading_and_equal_configurations_one_instance()
    {
        await using var cache = new ResourceCache();
        var leases = await Task.WhenAll(Enumerable.Range(0, 8).Select(index => LeaseAsync(cache, new Settings("a", index % 2 == 0 ? [1, 2] : new List<int> { 1, 2 }))));

        Assert.All(leases, lease => Assert.Same(leases[0].Resource, lease.Resource));
        Assert.Equal(1, leases[0].Resource.Loads);
        await using var other = await LeaseAsync(cache, new Settings("b", []));
        Assert.NotSame(leases[0].Resource, other.Resource);
        Assert.Equal(2, cache.Count);
        foreach (var lease in leases)
            await lease.DisposeAsync();
        await using var again = await LeaseAsync(cache, new Settings("a", [1, 2]));
        Assert.Same(leases[0].Resource, again.Resource);
    }

    [Fact]
    public async Task A_dropped_one_is_disposed_of_with_its_last_lease_and_the_next_asks_for_another()
    {
        await using var cache = new ResourceCache();
        var first = await LeaseAsync(cache, new Settings("a", []));
        var second = await LeaseAsync(cache, new Settings("a", []));

        await cache.DropAsync(type => type == typeof(Counting));
        await using var newer = await LeaseAsync(cache, new Settings("a", []));

        Assert.NotSame(first.Resource, newer.Resource);
        await first.DisposeAsync();
        await first.DisposeAsync();
        Assert.Equal(0, first.Resource.Disposals);
        await second.DisposeAsync();
        // Its loading held it too, and may be the last to let go.
        Assert.True(SpinWait.SpinUntil(() => first.Resource.Disposals == 1, Bench.Patience));
        Assert.Equal(0, newer.Resource.Disposals);
    }

    [Fact]
    public async Task A_loading_that_fails_is_told_to_all_who_wait_and_tried_anew_by_the_next()
    {
        await using var cache = new ResourceCache();
        await Assert.ThrowsAsync<InvalidOperationException>(() => LeaseAsync(cache, new Settings("fail", [])));
        await Assert.ThrowsAsync<InvalidOperationException>(() => LeaseAsync(cache, new Settings("fail", [])));
        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_does_not_end_the_loading()
    {
        await using var cache = new ResourceCache();
        using var cancellation = new CancellationTokenSource();
        var gate = new TaskCompletionSource();
        Counting.Gate.Value = gate;
        var waiting = cache.LeaseAsync<Counting, Settings>(new Settings("gate", []), new SilentLog(), "/", cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        gate.SetResult();
        await using var lease = await LeaseAsync(cache, new Settings("gate", []));
        Assert.Equal(1, lease.Resource.Loads);
    }

    [Fact]
    public async Task The_end_of_the_cache_disposes_of_all()
    {
        var cache = new ResourceCache();
        var lease = await LeaseAsync(cache, new Settings("a", []));
        await lease.DisposeAsync();

        await cache.DisposeAsync();
        await cache.DisposeAsync();

        Assert.Equal(1, lease.Resource.Disposals);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => LeaseAsync(cache, new Settings("a", [])));
    }

    [Fact]
    public async Task A_resource_does_not_keep_the_context_of_its_code()
    {
        await using var cache = new ResourceCache();
        var note = Path.Combine(_folder, "note");
        var context = await LoadAndUnloadAsync(cache, note);

        for (var collection = 0; context.IsAlive && collection < 100; collection++)
        {
            // A new stack: the frames of the call above, which hold the context, may lie below this one.
            await Task.Delay(10);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(context.IsAlive, "the context is still there");
        Assert.Equal("loaded\ndisposed\n", File.ReadAllText(note));
        Assert.Equal(0, cache.Count);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> LoadAndUnloadAsync(ResourceCache cache, string note)
    {
        var context = new AssemblyLoadContext("old code", isCollectible: true);
        var type = context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "Hearth.Workers.Tests.Tasks.dll")).GetTypes().Single(type => type.Name == "NotingResource");
        var task = (Task)typeof(ResourceCache).GetMethod(nameof(ResourceCache.LeaseAsync))!.MakeGenericMethod(type, typeof(string))
            .Invoke(cache, BindingFlags.DoNotWrapExceptions, null, [note, new SilentLog(), "/", CancellationToken.None], null)!;
        await task;
        await ((IAsyncDisposable)task.GetType().GetProperty("Result")!.GetValue(task)!).DisposeAsync();
        context.Unload();
        return new WeakReference(context);
    }

    private static Task<ResourceLease<Counting>> LeaseAsync(ResourceCache cache, Settings settings) =>
        cache.LeaseAsync<Counting, Settings>(settings, new SilentLog(), "/", CancellationToken.None);

    private sealed record Settings(string Name, IReadOnlyList<int> Sizes);

    private sealed class Counting : IResource<Settings>
    {
        private int _loads, _disposals;

        public static AsyncLocal<TaskCompletionSource?> Gate { get; } = new();

        public int Loads => _loads;

        public int Disposals => _disposals;

        public async Task LoadAsync(Settings configuration, ResourceContext context)
        {
            Interlocked.Increment(ref _loads);
            if (configuration.Name == "fail")
                throw new InvalidOperationException("cannot be loaded");
            if (configuration.Name == "gate")
                await Gate.Value!.Task;
        }

        public ValueTask DisposeAsync()
        {
            Interlocked.Increment(ref _disposals);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class SilentLog : TaskLog
    {
        public override void Write(TaskLogLevel level, string message)
        {
        }
    }
}
