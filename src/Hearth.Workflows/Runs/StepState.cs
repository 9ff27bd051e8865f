namespace Hearth.Workflows.Runs;

/// <summary>
/// Where one step stands, and each of its items. Memory is one bit an item, plus an entry for each item that executes, failed or was repeated:
/// a million items that succeed at once cost 128 KB.
/// </summary>
public sealed class StepState
{
    private const long MostItems = int.MaxValue;

    /// <summary>Due whatever the clock says: it may be another host's by then.</summary>
    private const long AtOnce = 0;

    private readonly Dictionary<long, int> _executing = [];
    private readonly Dictionary<long, int> _failures = [];
    private readonly Dictionary<long, int> _lastAttempt = [];
    private readonly PriorityQueue<long, (long Ticks, long Item)> _repeats = new();
    private readonly HashSet<long> _failed = [];
    private ulong[] _succeeded = [];
    private long _cursor;
    private int _attemptBase;
    private int _highestAttempt;

    /// <summary>Where the step stands.</summary>
    public StepStatus Status { get; private set; }

    /// <summary>Items in all; 0 before the step is opened.</summary>
    public long Items { get; private set; }

    /// <summary>Items that succeeded.</summary>
    public long Succeeded { get; private set; }

    /// <summary>Those of them whose output was taken over.</summary>
    public long Reused { get; private set; }

    /// <summary>Items that failed for good.</summary>
    public long Failed => _failed.Count;

    /// <summary>Items that execute now, each with its attempt.</summary>
    public IReadOnlyDictionary<long, int> Executing => _executing;

    /// <summary>Why it was skipped.</summary>
    public string? Reason { get; private set; }

    /// <summary>Whether it takes no more part in the run.</summary>
    public bool Ended => Status is not (StepStatus.Pending or StepStatus.Running);

    /// <summary>Whether only the cancellation kept it from being opened. What its condition decided before that stays decided.</summary>
    internal bool SkippedByCancellation { get; private set; }

    /// <summary>Whether every item has ended.</summary>
    internal bool AllItemsEnded => Succeeded + Failed == Items;

    /// <summary>The earliest time at which a repeat is due, while nothing else waits.</summary>
    internal long? NextRepeatTicks => _repeats.TryPeek(out _, out var due) ? due.Ticks : null;

    /// <summary>Whether the item has succeeded.</summary>
    public bool HasSucceeded(long item) =>
        item >= 0 && item < Items && (_succeeded[item >> 6] & (1UL << (int)(item & 63))) != 0;

    /// <summary>Whether the item has failed for good.</summary>
    public bool HasFailed(long item) => _failed.Contains(item);

    internal (long Item, int Attempt)? NextReady(int concurrency, long nowTicks)
    {
        if (Status != StepStatus.Running || _executing.Count >= concurrency)
            return null;
        if (_repeats.TryPeek(out var repeat, out var due) && due.Ticks <= nowTicks)
            return (repeat, NextAttempt(repeat));
        return _cursor < Items ? (_cursor, NextAttempt(_cursor)) : null;
    }

    internal void Open(long items)
    {
        Require(Status == StepStatus.Pending, "opened twice");
        Require(items is >= 0 and <= MostItems, "an impossible number of items");
        _succeeded = new ulong[(items + 63) >> 6];
        Status = StepStatus.Running;
        Items = items;
    }

    internal void Skip(string reason, bool cancelling)
    {
        Require(Status == StepStatus.Pending, "skipped after it began");
        Status = StepStatus.Skipped;
        SkippedByCancellation = cancelling;
        Reason = reason;
    }

    internal void Start(long item, int attempt)
    {
        RequireOpen(item);
        Require(attempt == NextAttempt(item), "attempts out of order");
        Take(item);
        _executing.Add(item, attempt);
        _highestAttempt = Math.Max(_highestAttempt, attempt);
    }

    internal void Reuse(long first, long count)
    {
        // All or nothing: an event that is refused changes nothing.
        Require(count == 1 || (count > 1 && first == _cursor && count <= Items - first), "items taken over out of order");
        for (var item = first; item < first + count; item++)
        {
            RequireOpen(item);
            Take(item);
            Succeed(item);
            Reused++;
        }
    }

    internal void End(AttemptEnded ended, RetryRule retry)
    {
        Require(_executing.TryGetValue(ended.Item, out var attempt) && attempt == ended.Attempt, "the end of an attempt that does not execute");
        _executing.Remove(ended.Item);
        if (ended.Outcome == AttemptOutcome.Succeeded)
        {
            Succeed(ended.Item);
            return;
        }

        _lastAttempt[ended.Item] = ended.Attempt;
        if (ended.Outcome == AttemptOutcome.Cancelled)
        {
            // Cancelled attempts are repeated only when the run is: by resume or retry.
            _repeats.Enqueue(ended.Item, (AtOnce, ended.Item));
            return;
        }

        var failures = _failures[ended.Item] = _failures.GetValueOrDefault(ended.Item) + 1;
        if (retry.DelayAfter(failures, ended.Outcome, ended.Transient) is { } delay)
            _repeats.Enqueue(ended.Item, (After(ended.At, delay), ended.Item));
        else
            _failed.Add(ended.Item);
    }

    internal void Finish(StepStatus status, bool cancelling)
    {
        Require(_executing.Count == 0, "a step ended while items execute");
        var right = status switch
        {
            StepStatus.Succeeded => Status == StepStatus.Running && Succeeded == Items,
            // One that is pending could not begin.
            StepStatus.Failed => Status == StepStatus.Pending || (Status == StepStatus.Running && AllItemsEnded && Failed > 0),
            StepStatus.Cancelled => Status == StepStatus.Running && !AllItemsEnded && cancelling,
            _ => false,
        };
        Require(right, $"a step that is {Status} ended as {status}");
        Status = status;
    }

    /// <summary>Items that executed under a host that is gone wait again; that costs no retry.</summary>
    internal void Interrupt(Func<long, bool> continues)
    {
        foreach (var (item, attempt) in _executing.Where(entry => !continues(entry.Key)).ToList())
        {
            _executing.Remove(item);
            _lastAttempt[item] = attempt;
            _repeats.Enqueue(item, (AtOnce, item));
        }
    }

    /// <summary>Back to where nothing of it has executed; attempts go on counting.</summary>
    internal void Reset()
    {
        Require(_executing.Count == 0, "reset while items execute");
        _attemptBase = _highestAttempt;
        Clear();
    }

    /// <summary>Failed items wait again, with their retries; what succeeded stays.</summary>
    internal void Reopen()
    {
        if (Items == 0 && _cursor == 0)
        {
            Clear();
            return;
        }

        Status = StepStatus.Running;
        foreach (var item in _failed)
            _repeats.Enqueue(item, (AtOnce, item));
        _failed.Clear();
        _failures.Clear();
    }

    private void RequireOpen(long item)
    {
        Require(Status == StepStatus.Running && item >= 0 && item < Items, "an attempt of a step that is not open");
        Require(!_executing.ContainsKey(item), "two live attempts of one item");
        Require(!HasSucceeded(item) && !_failed.Contains(item), "an attempt of an item that has ended");
    }

    /// <summary>Items are taken in their order, and those that wait for a repeat in the order of that.</summary>
    private void Take(long item)
    {
        if (item == _cursor)
        {
            _cursor++;
            return;
        }

        Require(_repeats.TryPeek(out var repeat, out _) && repeat == item, "an attempt of an item that does not wait");
        _repeats.Dequeue();
    }

    private void Succeed(long item)
    {
        _succeeded[item >> 6] |= 1UL << (int)(item & 63);
        Succeeded++;
        _failures.Remove(item);
        _lastAttempt.Remove(item);
    }

    private int NextAttempt(long item) => Math.Max(_attemptBase, _lastAttempt.GetValueOrDefault(item)) + 1;

    /// <summary>A wait beyond the last day that there is ends on that day.</summary>
    private static long After(DateTimeOffset at, TimeSpan delay) => at.UtcTicks + Math.Min(delay.Ticks, DateTimeOffset.MaxValue.UtcTicks - at.UtcTicks);

    private void Clear()
    {
        Status = StepStatus.Pending;
        SkippedByCancellation = false;
        Reason = null;
        Items = Succeeded = Reused = _cursor = 0;
        _succeeded = [];
        _failed.Clear();
        _failures.Clear();
        _lastAttempt.Clear();
        _repeats.Clear();
    }

    private static void Require(bool condition, string violation)
    {
        if (!condition)
            throw new InvalidRunEventException(violation);
    }
}
