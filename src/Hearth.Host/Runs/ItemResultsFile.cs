using Hearth.Store;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Runs;

/// <summary>
/// The file that takes the results of a mapped step's items, as JSON Lines. It is made of the log only, after each flush, so that a host that takes the run up again
/// makes it anew and leaves nothing out. Used by the run's loop only.
/// </summary>
/// <param name="log">The run's.</param>
/// <param name="step">The step.</param>
/// <param name="path">The file; made anew with the first write.</param>
/// <param name="order">In which order it has them.</param>
/// <param name="lines">Writes lines.</param>
/// <param name="before">The file as the stage before had it, where that was the last; null otherwise.</param>
internal sealed class ItemResultsFile(RunLog log, int step, string path, ResultOrder order, ItemResultLines lines, ItemResultsFile? before = null) : IDisposable
{
    private readonly Queue<long> _ended = new();
    private readonly Dictionary<long, long> _failed = before is null ? [] : new(before._failed);
    private FileStream? _file;
    private long _next;
    private bool _isLast;

    /// <summary>Call with each event after the machine took it in.</summary>
    public void Note(RunEvent happened, long sequence)
    {
        switch (happened)
        {
            case AttemptEnded { Outcome: AttemptOutcome.Succeeded } ended when ended.Step == step:
                _failed.Remove(ended.Item);
                _ended.Enqueue(sequence);
                break;
            case AttemptEnded ended when IsStage(ended.Step) && log.Machine.Steps[ended.Step].HasFailed(ended.Item):
                _failed[ended.Item] = sequence;
                _ended.Enqueue(sequence);
                break;
            case ItemReused reused when reused.Step == step:
                _ended.Enqueue(sequence);
                break;
            case StepEnded ended when ended.Step == step:
                _isLast = true;
                break;
            case RetryRequested:
                // What failed gets another result, and the first is none any more.
                Restart();
                break;
        }
    }

    /// <summary>Writes what is known by now, and is in the log.</summary>
    /// <exception cref="StoreException">The file cannot be written.</exception>
    public void Write()
    {
        try
        {
            _file ??= Create();
            if (order == ResultOrder.Completion)
                foreach (var entry in log.Read(Ended()))
                    lines.Write(_file, entry, 0, long.MaxValue);
            else
                WriteInOrder();
            _file.Flush();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(StoreException.NotWritable, $"The results cannot be written to {path}: {exception.Message}", exception);
        }
    }

    public void Dispose() => _file?.Dispose();

    /// <summary>Whether it is the step, or a stage before: what fails there never gets here.</summary>
    private bool IsStage(int other)
    {
        for (int? stage = step; stage is { } at; stage = log.Plan.Steps[at].Follows)
            if (at == other)
                return true;
        return false;
    }

    private FileStream Create()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read | FileShare.Delete, 64 * 1024);
    }

    private void Restart()
    {
        _file?.Dispose();
        _file = null;
        _next = 0;
        _isLast = false;
        var state = log.Machine.Steps[step];
        foreach (var item in _failed.Keys.Where(item => !state.HasFailed(item) && !state.HasDropped(item)).ToList())
            _failed.Remove(item);
        _ended.Clear();
        if (order == ResultOrder.Completion)
            foreach (var sequence in log.Values.OutputPositions(step).Where((_, item) => state.HasSucceeded(item)).Distinct().Concat(_failed.Values).Order())
                _ended.Enqueue(sequence);
    }

    private IEnumerable<long> Ended()
    {
        while (_ended.TryDequeue(out var sequence))
            yield return sequence;
    }

    private void WriteInOrder()
    {
        _ended.Clear();
        var state = log.Machine.Steps[step];
        var positions = log.Values.OutputPositions(step);
        while (_next < state.Items)
        {
            if (SequenceOf(_next) is not { } sequence)
            {
                // An item that will not be done any more has no line.
                if (!_isLast)
                    return;
                _next++;
                continue;
            }

            var end = _next + 1;
            while (end < state.Items && SequenceOf(end) == sequence)
                end++;
            lines.Write(_file!, log.Read([sequence]).Single(), _next, end);
            _next = end;
        }

        long? SequenceOf(long item) => state.HasSucceeded(item) ? positions[item] : state.HasFailed(item) || state.HasDropped(item) ? _failed.TryGetValue(item, out var failed) ? failed : null : null;
    }
}
