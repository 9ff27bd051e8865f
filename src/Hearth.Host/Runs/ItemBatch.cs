using Hearth.Workers.Pool;
using Hearth.Workers.Protocol;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Runs;

/// <summary>
/// A batch under way. What its items give goes to the run's loop as it comes; items that a worker does not begin any more are given back.
/// Each item ends exactly once: by its worker's word, by the worker's death under it, or by being given back.
/// </summary>
internal sealed class ItemBatch : IBatchObserver
{
    private const int ChunkSize = 64, FirstChunk = 8, ChunkBytes = 1024 * 1024, MostOutstanding = 8 * 1024 * 1024;

    /// <summary>How long what has not begun may wait with its worker: the code that it would execute was looked at then.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan CheckInterval = TimeSpan.FromMilliseconds(25);
    private readonly BatchWork _work;
    private readonly WorkerLease _lease;
    private readonly ItemExecutor _executor;
    private readonly AttemptReports _reports;
    private readonly TimeProvider _time;
    private readonly Func<RunMessage, bool> _tell;
    private readonly long _began;
    private readonly Lock _lock = new();
    private readonly List<SentItem> _sent = [];
    private readonly List<ItemOutcome> _outcomes = [];
    private TaskCompletionSource _room = Done();
    private WorkerBatch? _worker;
    private long _outstanding;
    private StopReason _stop;
    private int _timedOut = -1;
    private int _limit = int.MaxValue;
    private int _cancelled = -1;
    private long _next;
    private volatile int _ended;
    private bool _recalled, _closed, _isOver, _isByBatch;

    public ItemBatch(BatchWork work, WorkerLease lease, ItemExecutor executor, AttemptReports reports, TimeProvider time, Func<RunMessage, bool> tell)
    {
        (_work, _lease, _executor, _reports, _time, _tell) = (work, lease, executor, reports, time, tell);
        _began = time.GetTimestamp();
        _next = work.First.Item;
    }

    private enum StopReason
    {
        None,
        Drain,
        Cancel,
        Kill,
    }

    public BatchWork Work => _work;

    public WorkerLease Lease => _lease;

    /// <summary>How many items have not begun, as far as is known now.</summary>
    public long Waiting => Math.Max(0, _work.Count - _ended - 1);

    /// <summary>Whether it is worth taking back what waits, for a worker that has nothing to do.</summary>
    /// <param name="seconds">What an item takes, usually.</param>
    public bool IsWorthSharing(double seconds) => !_recalled && !_work.IsFixed && Waiting > 0
        && (Waiting * seconds > 0.001 || _worker?.Executing is { For.TotalMilliseconds: > 1 });

    /// <summary>What its worker does now.</summary>
    public WorkerSnapshot Snapshot()
    {
        var executing = _worker?.Executing;
        lock (_lock)
            return new WorkerSnapshot(_lease.Worker, executing is { } one && one.Position < _sent.Count ? _sent[one.Position].Item : _work.First.Item, executing?.For.TotalSeconds ?? 0, Waiting);
    }

    /// <summary>Executes it. Never throws: whatever happens is told.</summary>
    public async Task RunAsync()
    {
        // Away from the loop: expressions and schemas of items must not hold up the others.
        await Task.Yield();
        BatchEnd end;
        try
        {
            await using var timer = _time.CreateTimer(_ => Check(), null, CheckInterval, CheckInterval);
            var worker = _lease.Begin(_work.Version.Modules, _executor.Message(_work), checked((int)_work.Count), this);
            bool stopped;
            lock (_lock)
            {
                _worker = worker;
                stopped = _stop != StopReason.None;
            }

            if (stopped)
                Stop();
            await SendAsync(worker);
            end = await worker.Ended;
        }
        catch (Exception exception)
        {
            _lease.Kill("the host failed to execute its items");
            Fail(exception, _worker is { } worker ? await worker.Ended : null);
            return;
        }

        Close(end);
    }

    /// <summary>Finishes what executes and gives back the rest.</summary>
    public void Drain() => Stop(StopReason.Drain);

    /// <summary>The same, and asks what executes to end.</summary>
    public void Cancel() => Stop(StopReason.Cancel);

    /// <summary>Ends its worker at once. What was finished is still told; what was executing is nobody's fault.</summary>
    public void Kill(string because)
    {
        lock (_lock)
            _stop = StopReason.Kill;
        _lease.Kill(because);
    }

    public void Ended(int position, in ItemEnd end)
    {
        SentItem sent;
        bool timedOut, cancelled;
        lock (_lock)
            (sent, timedOut, cancelled) = (_sent[position], _timedOut == position, _stop == StopReason.Cancel);
        _ended = position + 1;
        _reports.Ended(_work.Definition.Name, sent.Item);
        var evidence = end.Error is not null && (timedOut || cancelled)
            ? Stopped(timedOut, end.Duration)
            : _executor.Evidence(_work, end);
        lock (_lock)
        {
            _outcomes.Add(new ItemOutcome(sent.Item, evidence with { Input = sent.Input }));
            _outstanding -= sent.Bytes;
            if (_outstanding <= MostOutstanding)
                _room.TrySetResult();
        }
    }

    public void Logged(int position, LogMessage entry) => _reports.Logged(_work.Definition.Name, ItemAt(position), entry);

    public void Progressed(int position, ProgressMessage progress)
    {
        // A thread that an item left behind may still speak.
        if (position >= _ended)
            _reports.Progressed(_work.Definition.Name, ItemAt(position), progress);
    }

    public void Paused()
    {
        ItemOutcome[] outcomes;
        lock (_lock)
        {
            if (_outcomes.Count == 0)
                return;
            outcomes = [.. _outcomes];
            _outcomes.Clear();
        }

        _tell(new ItemsEnded(this, outcomes));
    }

    public void Recalled(int position)
    {
        List<ItemRange> ranges;
        lock (_lock)
        {
            _limit = position;
            ranges = TakeBack(position);
        }

        // What ended before comes first.
        Paused();
        if (ranges.Count > 0)
            _tell(new ItemsReturned(this, ranges));
    }

    private long ItemAt(int position)
    {
        lock (_lock)
            return _sent[position].Item;
    }

    /// <summary>While the first items execute the next are prepared; never much more than the worker needs, however large they are.</summary>
    private async Task SendAsync(WorkerBatch worker)
    {
        var chunk = new List<BatchItem>(ChunkSize);
        var bytes = 0;
        for (var item = _next; item < _work.First.Item + _work.Count; item++)
        {
            var prepared = _executor.Prepare(_work, item);
            lock (_lock)
            {
                // What was taken back is somebody else's by now.
                if (_recalled)
                    break;
                _next = item + 1;
                if (prepared.Error is { } error)
                {
                    _outcomes.Add(new ItemOutcome(item, AttemptEvidence.Failed(error)));
                    continue;
                }

                _sent.Add(new SentItem(item, prepared.Fingerprint, prepared.Input.Length));
                _outstanding += prepared.Input.Length;
                if (_outstanding > MostOutstanding)
                    _room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                chunk.Add(new BatchItem(item, prepared.Input));
                bytes += prepared.Input.Length;
            }

            // Small at first, so that the worker begins.
            if (chunk.Count < (_sent.Count < ChunkSize ? FirstChunk : ChunkSize) && bytes < ChunkBytes)
                continue;
            worker.Send(chunk, last: false);
            chunk.Clear();
            bytes = 0;
            if (!_room.Task.IsCompleted)
                await Task.WhenAny(_room.Task, worker.Ended);
        }

        worker.Send(chunk, last: true);
        Paused();
    }

    private void Check()
    {
        var worker = _worker;
        if (worker is null || _closed)
            return;
        var isOver = _work.Definition.Map!.BatchTimeout is { } whole && _time.GetElapsedTime(_began) >= whole;
        if (isOver)
            Recall();
        // The batch's limit ends what executes then, not what the worker begins before it hears that it should not.
        if (worker.Executing is { } executing && ((isOver && !_isOver) || executing.For >= _work.Definition.Timeout))
            TimeOut(worker, executing.Position, isOver && !(executing.For >= _work.Definition.Timeout));
        _isOver |= isOver;
        if (_stop == StopReason.Cancel)
            CancelExecuting(worker);
        if (!_work.IsFixed && Waiting > 0 && _time.GetElapsedTime(_began) > LongestWait)
            Recall();
    }

    private AttemptEvidence Stopped(bool timedOut, TimeSpan duration) => timedOut && _isByBatch
        ? new AttemptEvidence(AttemptOutcome.TimedOut, null, AttemptError.Of(AttemptErrorIds.TimedOut,
            $"The item was executing when its batch had taken {_work.Definition.Map!.BatchTimeout!.Value.TotalSeconds:0.###} s ('batch-timeout')."), duration)
        : AttemptExecutor.Ended(_work.Definition, timedOut, duration);

    private void TimeOut(WorkerBatch worker, int position, bool isOver)
    {
        lock (_lock)
        {
            if (_timedOut == position)
                return;
            (_timedOut, _isByBatch) = (position, isOver);
        }

        _ = Task.Run(() => worker.Cancel(position));
    }

    /// <summary>Takes back what has not begun.</summary>
    public void Recall()
    {
        lock (_lock)
        {
            if (_recalled || _worker is null)
                return;
            _recalled = true;
        }

        // Not on the run's loop: the pipe of a worker that is stopped may be full.
        _ = Task.Run(_worker.Recall);
    }

    private void Stop(StopReason reason)
    {
        lock (_lock)
            _stop = reason > _stop ? reason : _stop;
        if (_worker is not null)
            Stop();
    }

    private void Stop()
    {
        Recall();
        if (_stop == StopReason.Cancel)
            CancelExecuting(_worker!);
    }

    /// <summary>Again until nothing executes: one may have begun before the worker heard that no more should.</summary>
    private void CancelExecuting(WorkerBatch worker)
    {
        if (worker.Executing is not { } executing)
            return;
        lock (_lock)
        {
            if (_cancelled == executing.Position)
                return;
            _cancelled = executing.Position;
        }

        _ = Task.Run(() => worker.Cancel(executing.Position));
    }

    /// <summary>Within the lock: the items from a position on, and those that were not prepared.</summary>
    private List<ItemRange> TakeBack(int position)
    {
        var ranges = new List<ItemRange>();
        for (var index = position; index < _sent.Count; index++)
            ItemRange.Add(ranges, _sent[index].Item, 1);
        ItemRange.Add(ranges, _next, _work.First.Item + _work.Count - _next);
        return ranges;
    }

    private void Close(BatchEnd end)
    {
        _closed = true;
        List<ItemRange> ranges = [];
        lock (_lock)
        {
            // One that was executing when all was stopped is left to the run: it waits again, and that costs nothing.
            if (end.Exit is { } exit && end.Begun > end.Ended && _stop != StopReason.Kill)
            {
                var sent = _sent[end.Ended];
                var evidence = _timedOut == end.Ended || _stop == StopReason.Cancel
                    ? Stopped(_timedOut == end.Ended, end.Running)
                    : _executor.Died(_lease, exit, end.Running);
                _outcomes.Add(new ItemOutcome(sent.Item, evidence with { Input = sent.Input }));
            }

            if (end.Begun < _limit)
                ranges = TakeBack(end.Begun);
        }

        Paused();
        Over(ranges, end.Ended, _time.GetElapsedTime(_began));
    }

    /// <summary>All that has not ended, and was not given back, fails: to execute it again would most likely fail again.</summary>
    private void Fail(Exception exception, BatchEnd? end)
    {
        _closed = true;
        var evidence = AttemptEvidence.Failed(AttemptError.Of(AttemptErrorIds.Threw, $"The host failed to execute the attempt: {exception.Message}"));
        lock (_lock)
        {
            for (var position = end?.Ended ?? 0; position < (end?.Begun ?? 0); position++)
                _outcomes.Add(new ItemOutcome(_sent[position].Item, evidence));
            if ((end?.Begun ?? 0) < _limit)
                foreach (var range in TakeBack(end?.Begun ?? 0))
                    for (var item = range.First; item < range.First + range.Count; item++)
                        _outcomes.Add(new ItemOutcome(item, evidence));
        }

        Paused();
        Over([], 0, default);
    }

    /// <summary>The run may have ended with the last of the items: then nobody else gives the worker back.</summary>
    private void Over(IReadOnlyList<ItemRange> ranges, int items, TimeSpan time)
    {
        if (!_tell(new BatchOver(this, ranges, items, time)))
            _lease.Dispose();
    }

    private static TaskCompletionSource Done()
    {
        var done = new TaskCompletionSource();
        done.SetResult();
        return done;
    }

    private readonly record struct SentItem(long Item, Coherence.Fingerprint? Input, int Bytes);
}
