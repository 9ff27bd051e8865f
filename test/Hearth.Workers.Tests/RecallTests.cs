using System.Text.Json;
using Hearth.Workers.Pool;
using Hearth.Workers.Protocol;

namespace Hearth.Workers.Tests;

/// <summary>Items that are taken back from a worker.</summary>
public sealed class RecallTests
{
    [Fact]
    public async Task A_recall_that_finds_its_batch_finished_does_not_concern_the_next()
    {
        await using var bench = new Bench();
        using var lease = await bench.Pool.RentAsync(null, CancellationToken.None).WaitAsync(Bench.Patience);
        for (var round = 0; round < 20; round++)
        {
            var (first, second) = (new Hearing(), new Hearing());
            var finished = Begin(bench, lease, first);
            Send(finished, round);
            await finished.Ended.WaitAsync(Bench.Patience);

            // The worker has it as its last one until it hears of the next, and answers.
            finished.Recall();
            var next = Begin(bench, lease, second);
            Send(next, round);
            var end = await next.Ended.WaitAsync(Bench.Patience);

            Assert.Equal((1, 1), (end.Begun, end.Ended));
            Assert.Equal(["ended 0"], second.Heard);
        }
    }

    private static WorkerBatch Begin(Bench bench, WorkerLease lease, Hearing observer)
    {
        var places = new BatchPlaces(bench.Places.Workspace, bench.Places.Artifacts, bench.Places.Scratch, Path.Combine(bench.Folder, "logs"), bench.Places.LogLimit);
        return lease.Begin([Bench.Code], new BatchMessage(Bench.Code.Key, "Hearth.Workers.Tests.Tasks.Talking+Echo", "run-1", "flow", "step", 1, Path.Combine(bench.Folder, $"journal-{Guid.NewGuid():N}"), places), 1, observer);
    }

    private static void Send(WorkerBatch batch, int item) => batch.Send([new BatchItem(item, JsonSerializer.SerializeToUtf8Bytes(new { text = "hello" }))], last: true);

    private sealed class Hearing : IBatchObserver
    {
        public List<string> Heard { get; } = [];

        public void Ended(int position, in ItemEnd end) => Heard.Add($"ended {position}");

        public void Recalled(int position) => Heard.Add($"recalled {position}");

        public void Logged(int position, LogMessage entry)
        {
        }

        public void Progressed(int position, ProgressMessage progress)
        {
        }

        public void Paused()
        {
        }
    }
}
