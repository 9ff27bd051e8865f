using Hearth.Host.Definitions;
using Hearth.Host.Json;
using Hearth.Store;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Runs;

/// <summary>
/// A run's machine together with its log. An event is applied first (an impossible one changes nothing), then waits for the next flush;
/// nothing is told or handed out before it is flushed. Not safe for use from several threads.
/// </summary>
internal sealed class RunLog(RunEnvironment environment, RunRecord record, RunDefinition definition) : IDisposable
{
    private readonly List<LogEntry> _pending = [];
    private readonly Dictionary<long, LogEntry> _recent = [];
    private readonly Dictionary<int, ItemResultsFile> _files = [];
    private long _next = 1;
    private RunUpdate? _update;

    public RunMachine Machine { get; } = new(definition.Plan);

    public RunPlan Plan => Machine.Plan;

    /// <summary>The definition that the run has.</summary>
    public RunDefinition Definition => definition;

    public RunRecord Record => record;

    /// <summary>What the run's items and steps gave so far.</summary>
    public RunValues Values { get; } = new(definition.Followed.Newest.Steps.Length);

    /// <summary>The entries with what items gave that go on to another stage.</summary>
    public StageEntries Entries { get; } = new(environment.Store, record.Number);

    /// <summary>The nested runs that execute: they outlive their host.</summary>
    public IReadOnlyList<ItemReference> Nested =>
        [.. Machine.Steps.SelectMany((step, index) => step.Executing.Keys.Select(item => new ItemReference(index, item))).Where(item => Values.NestedRun(item) is not null)];

    /// <summary>The log of a run as it is stored.</summary>
    /// <exception cref="StoreException">The log or the definitions cannot be read.</exception>
    public static RunLog Load(RunEnvironment environment, RunRecord record)
    {
        var start = RunRecordJson.ReadStart(record.Start.Span);
        var log = new RunLog(environment, record, new RunDefinition(environment, record.Workflow, WorkflowLibrary.Load(environment.Content, start.Definitions), start));
        log.Replay();
        return log;
    }

    /// <summary>Folds what is stored.</summary>
    public void Replay()
    {
        foreach (var entry in environment.Store.Read(record.Number))
        {
            var (happened, data) = RunEventCodec.Decode(entry, Plan, definition.PlanAfter);
            Take(happened, data, entry.Sequence);
            _next = entry.Sequence + 1;
        }
    }

    /// <summary>Takes in an event.</summary>
    public void Add(RunEvent happened, EventData? data = null, RunUpdate? update = null)
    {
        data ??= new EventData();
        Take(happened, data, _next + _pending.Count);
        // Of what is taken in now: what is read back is durable.
        if (happened is AttemptEnded { Outcome: AttemptOutcome.Succeeded, Step: var step } ? Plan.Followers[step].Length > 0 : happened is ItemReused reused && Plan.Followers[reused.Step].Length > 0)
            Entries.Note(_next + _pending.Count, data);
        _pending.Add(RunEventCodec.Encode(happened, data, Plan));
        _update = update ?? _update;
    }

    /// <summary>Makes durable all that was added.</summary>
    /// <exception cref="StoreException">The disk is full or gone.</exception>
    public async Task FlushAsync()
    {
        await AppendAsync();
        WriteResults();
    }

    /// <summary>Writes to the files of results what was flushed.</summary>
    /// <exception cref="StoreException">A file cannot be written.</exception>
    public void WriteResults()
    {
        foreach (var file in _files.Values)
            file.Write();
    }

    /// <summary>Single entries that were flushed.</summary>
    public IEnumerable<LogEntry> Read(IEnumerable<long> sequences)
    {
        foreach (var sequence in sequences)
            yield return _recent.GetValueOrDefault(sequence) ?? environment.Store.Read(record.Number, [sequence]).Single();
    }

    /// <summary>Closes the files of results.</summary>
    public void Dispose()
    {
        foreach (var file in _files.Values)
            file.Dispose();
    }

    /// <summary>The same, but for the files of results.</summary>
    /// <exception cref="StoreException">The disk is full or gone.</exception>
    public async Task AppendAsync()
    {
        if (_pending.Count == 0)
            return;
        LogEntry[] entries = [.. _pending];
        var (first, update) = (_next, _update);
        _pending.Clear();
        _update = null;
        _next += entries.Length;
        await environment.Store.AppendAsync(record.Number, first, entries, update);
        Remember(first, entries);
        Entries.Flushed();
    }

    /// <summary>The outputs of a step's items, in their order; those of blocks together. Without a value for those that failed.</summary>
    public IEnumerable<OutputPart> OutputParts(int step)
    {
        var state = Machine.Steps[step];
        var positions = Values.OutputPositions(step);
        using var data = environment.Store.ReadData(record.Number, Positions(state, positions)).GetEnumerator();
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
            if (found.Results is { } results)
            {
                foreach (var output in results.Each())
                    yield return new OutputPart(1, new StoredValue(output, null), null);
                item += results.Count;
                continue;
            }

            var count = found.Block is null ? 1 : found.Items ?? 1;
            yield return new OutputPart(count, found.Block is null ? found.Stored : null, found.Block);
            item += count;
        }
    }

    private void Take(RunEvent happened, EventData data, long position)
    {
        Machine.Apply(happened);
        definition.Note(happened, data, Machine.Steps);
        Values.Note(happened, data, position);
        if (happened is StepOpened opened && data.Out is { } path)
        {
            // A stage that was added is the last now, and has the file from here on.
            var old = _files.FirstOrDefault(file => file.Key == opened.Step || file.Key == Plan.Steps[opened.Step].Follows);
            if (old.Value is not null)
                _files.Remove(old.Key);
            old.Value?.Dispose();
            _files.Add(opened.Step, new ItemResultsFile(this, opened.Step, path, definition.Followed.Newest.Steps[opened.Step].Map?.Order ?? ResultOrder.Input,
                new ItemResultLines(environment.Content, environment.Values), old.Key == opened.Step ? null : old.Value));
        }

        foreach (var file in _files.Values)
            file.Note(happened, position);
    }

    /// <summary>What was just written need not be read again for the files of results.</summary>
    private void Remember(long first, LogEntry[] entries)
    {
        if (_files.Count == 0)
            return;
        _recent.Clear();
        for (var index = 0; index < entries.Length; index++)
            _recent[first + index] = entries[index];
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
