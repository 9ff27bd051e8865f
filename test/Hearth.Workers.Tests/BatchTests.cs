using System.Collections.Concurrent;
using System.Text.Json;
using Hearth.Workers.Pool;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Tests;

/// <summary>Batches on a real worker process: in order, each once, and exactly told.</summary>
public sealed class BatchTests
{
    [Fact]
    public async Task Items_execute_in_their_order_while_more_are_sent()
    {
        await using var bench = new Bench();
        using var lease = await bench.Pool.RentAsync(null, CancellationToken.None).WaitAsync(Bench.Patience);
        var observer = new Observer();

        var batch = Begin(bench, lease, "Talking+Echo", 100, observer);
        for (var first = 0; first < 100; first += 10)
            batch.Send([.. Enumerable.Range(first, 10).Select(number => Item(1000 + number, $"text {number}"))], last: first == 90);
        var end = await batch.Ended.WaitAsync(Bench.Patience);

        Assert.Equal((100, 100), (end.Ended, end.Begun));
        Assert.Null(end.Exit);
        Assert.Equal(Enumerable.Range(0, 100).Select(number => (number, $"text {number}")), observer.Outputs);
        lease.Dispose();
        await bench.AssertWorksAsync();
    }

    [Fact]
    public async Task A_death_is_the_fault_of_the_item_that_executed_and_of_no_other()
    {
        await using var bench = new Bench();
        using var lease = await bench.Pool.RentAsync(null, CancellationToken.None).WaitAsync(Bench.Patience);
        var observer = new Observer();

        var batch = Begin(bench, lease, "Talking+Shell", 5, observer);
        // The third kills the process that it runs in.
        batch.Send([.. Enumerable.Range(0, 5).Select(number => Item(number, number == 2 ? "kill -9 $PPID; sleep 100" : "true"))], last: true);
        var end = await batch.Ended.WaitAsync(Bench.Patience);

        Assert.Equal((2, 3), (end.Ended, end.Begun));
        Assert.Contains("signal 9", end.Exit!.Cause, StringComparison.Ordinal);
        Assert.Equal([0, 1], observer.Outputs.Select(output => output.Position));
    }

    [Fact]
    public async Task What_is_recalled_does_not_begin_and_what_executes_goes_on()
    {
        await using var bench = new Bench();
        using var lease = await bench.Pool.RentAsync(null, CancellationToken.None).WaitAsync(Bench.Patience);
        var observer = new Observer();

        var batch = Begin(bench, lease, "Endless+ReturnsWhenAsked", 5, observer);
        batch.Send([.. Enumerable.Range(0, 5).Select(number => Item(number, ""))], last: true);
        await observer.FirstLog.Task.WaitAsync(Bench.Patience);
        batch.Recall();
        Assert.Equal(1, await observer.RecalledFrom.Task.WaitAsync(Bench.Patience));
        Assert.False(batch.Ended.IsCompleted);
        batch.Cancel(0);
        var end = await batch.Ended.WaitAsync(Bench.Patience);

        Assert.Equal((1, 1), (end.Ended, end.Begun));
        Assert.Null(end.Exit);
    }

    [Fact]
    public async Task A_recall_that_comes_too_late_concerns_no_other_batch()
    {
        await using var bench = new Bench();
        using var lease = await bench.Pool.RentAsync(null, CancellationToken.None).WaitAsync(Bench.Patience);
        for (var round = 0; round < 200; round++)
        {
            var (first, second) = (new Observer(), new Observer());
            var before = Begin(bench, lease, "Talking+Echo", 1, first);
            before.Send([Item(0, "before")], last: true);
            await before.Ended.WaitAsync(Bench.Patience);
            // Its worker learns of this before, after or while it learns of the next batch.
            var late = Task.Run(before.Recall);
            var after = Begin(bench, lease, "Talking+Echo", 2, second);
            after.Send([Item(1, "one"), Item(2, "two")], last: true);
            var end = await after.Ended.WaitAsync(Bench.Patience);
            await late;

            Assert.Equal((2, 2), (end.Ended, end.Begun));
            Assert.False(second.RecalledFrom.Task.IsCompleted);
        }
    }

    [Fact]
    public async Task What_child_processes_print_is_in_the_log_of_their_item()
    {
        await using var bench = new Bench();
        using var lease = await bench.Pool.RentAsync(null, CancellationToken.None).WaitAsync(Bench.Patience);

        var batch = Begin(bench, lease, "Talking+Shell", 20, new Observer());
        batch.Send([.. Enumerable.Range(0, 20).Select(number => Item(number, number % 3 == 0 ? "true" : $"echo out {number}; echo error {number} >&2"))], last: true);
        await batch.Ended.WaitAsync(Bench.Patience);

        for (var number = 0; number < 20; number++)
        {
            var log = Path.Combine(bench.Folder, "items", $"{number:d6}.log");
            string[] expected = number % 3 == 0 ? [] : [$"error {number}", $"out {number}"];
            Assert.Equal(expected, File.Exists(log) ? (await File.ReadAllLinesAsync(log)).Order(StringComparer.Ordinal) : []);
        }
    }

    private static WorkerBatch Begin(Bench bench, WorkerLease lease, string type, int count, Observer observer) => lease.Begin([Bench.Code],
        new BatchMessage(Bench.Code.Key, $"Hearth.Workers.Tests.Tasks.{type}", "run-1", "flow", "step", 1, Path.Combine(bench.Folder, "journal"),
            new BatchPlaces(Path.Combine(bench.Folder, "workspace"), Path.Combine(bench.Folder, "artifacts"), Path.Combine(bench.Folder, "scratch-"), Path.Combine(bench.Folder, "items"), 16 * 1024 * 1024)),
        count, observer);

    private static BatchItem Item(long item, string text) => new(item, JsonSerializer.SerializeToUtf8Bytes(new { text }));

    private sealed class Observer : IBatchObserver
    {
        private readonly ConcurrentQueue<(int Position, string Text)> _outputs = new();

        public IReadOnlyList<(int Position, string Text)> Outputs => [.. _outputs];

        public TaskCompletionSource FirstLog { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<int> RecalledFrom { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Ended(int position, in ItemEnd end) =>
            _outputs.Enqueue((position, end.Error?.Message ?? JsonElement.Parse(end.Output.Span).GetProperty("text").GetString()!));

        public void Logged(int position, LogMessage entry) => FirstLog.TrySetResult();

        public void Progressed(int position, ProgressMessage progress)
        {
        }

        public void Paused()
        {
        }

        public void Recalled(int position) => RecalledFrom.TrySetResult(position);
    }
}
