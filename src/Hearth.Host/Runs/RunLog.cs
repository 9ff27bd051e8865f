using Hearth.Host.Json;
using Hearth.Store;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Runs;

/// <summary>
/// A run's machine together with its log. An event is applied first (an impossible one changes nothing), then waits for the next flush;
/// nothing is told or handed out before it is flushed. Not safe for use from several threads.
/// </summary>
internal sealed class RunLog(RunStore store, RunRecord record, RunPlan plan)
{
    private readonly List<LogEntry> _pending = [];
    private long _next = 1;
    private RunUpdate? _update;

    public RunMachine Machine { get; } = new(plan);

    public RunPlan Plan => plan;

    public RunRecord Record => record;

    /// <summary>What the run's items and steps gave so far.</summary>
    public RunValues Values { get; } = new(plan.Steps.Length);

    /// <summary>Folds what is stored.</summary>
    public void Replay()
    {
        foreach (var entry in store.Read(record.Number))
        {
            var (happened, data) = RunEventCodec.Decode(entry, plan);
            Machine.Apply(happened);
            Values.Note(happened, data, entry.Sequence);
            _next = entry.Sequence + 1;
        }
    }

    /// <summary>Takes in an event.</summary>
    public void Add(RunEvent happened, EventData? data = null, RunUpdate? update = null)
    {
        data ??= new EventData();
        Machine.Apply(happened);
        Values.Note(happened, data, _next + _pending.Count);
        _pending.Add(RunEventCodec.Encode(happened, data, plan));
        _update = update ?? _update;
    }

    /// <summary>Makes durable all that was added.</summary>
    /// <exception cref="StoreException">The disk is full or gone.</exception>
    public async Task FlushAsync()
    {
        if (_pending.Count == 0)
            return;
        LogEntry[] entries = [.. _pending];
        var (first, update) = (_next, _update);
        _pending.Clear();
        _update = null;
        _next += entries.Length;
        await store.AppendAsync(record.Number, first, entries, update);
    }

    /// <summary>The outputs of a step's items, in their order; those of blocks together. Without a value for those that failed.</summary>
    public IEnumerable<OutputPart> OutputParts(int step)
    {
        var state = Machine.Steps[step];
        var positions = Values.OutputPositions(step);
        using var data = store.ReadData(record.Number, Positions(state, positions)).GetEnumerator();
        for (long item = 0; item < state.Items;)
        {
            if (!state.HasSucceeded(item))
            {
                yield return new OutputPart(1, null, null);
                item++;
                continue;
            }

            data.MoveNext();
            var found = EventDataJson.Read(data.Current);
            var count = found.Block is null ? 1 : found.Items ?? 1;
            yield return new OutputPart(count, found.Block is null ? found.Stored : null, found.Block);
            item += count;
        }
    }

    /// <summary>Each entry once: several items may have one.</summary>
    private static IEnumerable<long> Positions(StepState state, long[] positions)
    {
        var last = 0L;
        for (long item = 0; item < state.Items; item++)
            if (state.HasSucceeded(item) && positions[item] != last)
                yield return last = positions[item];
    }
}
