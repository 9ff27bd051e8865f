using Hearth.Workflows.Runs;

namespace Hearth.Host.Runs;

/// <summary>Where the values of a run are: outputs of steps, lists of items, and for each item the log entry with its output (8 bytes an item).</summary>
internal sealed class RunValues(int steps)
{
    private StoredValue?[] _outputs = new StoredValue?[steps];
    private StoredValue?[] _items = new StoredValue?[steps];
    private StoredValue?[] _single = new StoredValue?[steps];
    private long[]?[] _positions = new long[]?[steps];
    private readonly Dictionary<ItemReference, string> _nested = [];

    /// <summary>A step's output; null before it ended or where it has none.</summary>
    public StoredValue? Output(int step) => _outputs[step];

    /// <summary>The list that a mapped step goes over; null for a step that is not mapped.</summary>
    public StoredValue? Items(int step) => _items[step];

    /// <summary>The output of the only item of a step.</summary>
    public StoredValue? Single(int step) => _single[step];

    public long[] OutputPositions(int step) => _positions[step] ?? [];

    /// <summary>The nested run that an executing attempt waits for.</summary>
    public string? NestedRun(ItemReference item) => _nested.GetValueOrDefault(item);

    public void Note(RunEvent happened, EventData data, long position)
    {
        switch (happened)
        {
            case DefinitionChanged { Plan.Steps.Length: var more }:
                Array.Resize(ref _outputs, more);
                Array.Resize(ref _items, more);
                Array.Resize(ref _single, more);
                Array.Resize(ref _positions, more);
                break;
            case StepOpened opened:
                _items[opened.Step] = data.Stored;
                _positions[opened.Step] = new long[opened.Items];
                break;
            case AttemptStarted started when data.Run is { } run:
                _nested[new ItemReference(started.Step, started.Item)] = run;
                break;
            case AttemptEnded { Count: > 1 } ended:
                _positions[ended.Step]!.AsSpan((int)ended.Item, (int)ended.Count).Fill(position);
                break;
            case AttemptEnded ended:
                _nested.Remove(new ItemReference(ended.Step, ended.Item));
                if (ended.Outcome == AttemptOutcome.Succeeded)
                    Note(ended.Step, ended.Item, data, position);
                break;
            case ItemReused { Count: > 1 } reused:
                _positions[reused.Step]!.AsSpan((int)reused.Item, (int)reused.Count).Fill(position);
                break;
            case ItemReused reused:
                Note(reused.Step, reused.Item, data, position);
                break;
            case StepEnded ended:
                _outputs[ended.Step] = data.Stored;
                break;
        }
    }

    private void Note(int step, long item, EventData data, long position)
    {
        _positions[step]![item] = position;
        if (_positions[step]!.Length == 1)
            _single[step] = data.Stored;
    }
}
