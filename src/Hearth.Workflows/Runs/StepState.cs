namespace Hearth.Workflows.Runs;

/// <summary>
/// Where one step stands, and each of its items. Memory is one bit an item (two in a stage that follows another), plus an entry for each item that executes, failed or was repeated:
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
    private readonly Dictionary<long, int> _deaths = [];
    // Of items that were handed out together: a number of their own, and for that how many of them execute. Not the first of them: that may be given back and handed out again before the others end.
    private readonly Dictionary<long, long> _batchOf = [];
    private readonly Dictionary<long, long> _batches = [];
    private readonly Stack<(long First, long Count)> _returned = new();
    private ulong[] _succeeded = [];
    private FreshItems _fresh = FreshItems.Of(0);
    private int? _quarantine;
    private int _attemptBase;
    private int _highestAttempt;
    private long _lastBatch;

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

    /// <summary>Items that never get here: they failed for good in a stage before, or did not get there either.</summary>
    public long Dropped => Items == 0 || Before is null ? 0 : Before.Failed + Before.Dropped;

    /// <summary>Items that execute now or are with a worker that will execute them, each with its attempt.</summary>
    public IReadOnlyDictionary<long, int> Executing => _executing;

    /// <summary>How many of them execute at once: of items that were handed out together one at a time.</summary>
    public int Lanes => _executing.Count - _batchOf.Count + _batches.Count;

    /// <summary>How many attempts of an item ended with their process.</summary>
    public int DeathsOf(long item) => _deaths.GetValueOrDefault(item);

    /// <summary>After how many such attempts an item is given up; null leaves it to the step's retries.</summary>
    public int? Quarantine => _quarantine;

    /// <summary>Why it was skipped.</summary>
    public string? Reason { get; private set; }

    /// <summary>Whether it takes no more part in the run.</summary>
    public bool Ended => Status is not (StepStatus.Pending or StepStatus.Running);

    /// <summary>Whether its items are known.</summary>
    public bool IsOpened => Items > 0 || Status is StepStatus.Running or StepStatus.Succeeded;

    /// <summary>The stage before it, of which each item must have succeeded before it begins here.</summary>
    internal StepState? Before { get; set; }

    /// <summary>Whether it failed, and was allowed to when it did.</summary>
    public bool Forgiven { get; private set; }

    /// <summary>Whether it was skipped because something before it did not succeed.</summary>
    internal bool SkippedForFailure { get; private set; }

    /// <summary>Whether it takes no more part because it was removed from the workflow.</summary>
    internal bool EndedByRemoval { get; private set; }

    /// <summary>Whether only the cancellation kept it from being opened. What its condition decided before that stays decided.</summary>
    internal bool SkippedByCancellation { get; private set; }

    /// <summary>Whether every item has ended, here or before.</summary>
    internal bool AllItemsEnded => Succeeded + Failed + Dropped == Items;

    /// <summary>The earliest time at which a repeat is due, while nothing else waits.</summary>
    internal long? NextRepeatTicks => _repeats.TryPeek(out _, out var due) ? due.Ticks : null;

    /// <summary>Whether the item has succeeded.</summary>
    public bool HasSucceeded(long item) =>
        item >= 0 && item < Items && (_succeeded[item >> 6] & (1UL << (int)(item & 63))) != 0;

    /// <summary>Whether the item has failed for good.</summary>
    public bool HasFailed(long item) => _failed.Contains(item);

    /// <summary>Whether the item never gets here, because of a stage before.</summary>
    public bool HasDropped(long item) => item >= 0 && item < Items && Before is not null && (Before.HasFailed(item) || Before.HasDropped(item));

    internal (long Item, int Attempt)? NextReady(int concurrency, long nowTicks)
    {
        if (Status != StepStatus.Running || Lanes >= concurrency)
            return null;
        if (_repeats.TryPeek(out var repeat, out var due) && due.Ticks <= nowTicks)
            return (repeat, NextAttempt(repeat));
        if (_returned.TryPeek(out var returned))
            return (returned.First, NextAttempt(returned.First));
        return _fresh.First is { } first ? (first, NextAttempt(first)) : null;
    }

    /// <summary>How many items from this one, which is the next, were never begun and wait together.</summary>
    internal long Together(long item)
    {
        if (_returned.TryPeek(out var returned) && returned.First == item)
            return returned.Count;
        return item == _fresh.First ? _fresh.Together(item) : 1;
    }

    internal void Open(long items, int? quarantine)
    {
        Require(quarantine is null or > 0, "a quarantine before the first attempt");
        Require(Status == StepStatus.Pending, "opened twice");
        Require(items is >= 0 and <= MostItems, "an impossible number of items");
        _succeeded = new ulong[(items + 63) >> 6];
        Status = StepStatus.Running;
        Items = items;
        _quarantine = quarantine;
        _fresh = Before is null ? FreshItems.Of(items) : FreshItems.Arrived(items, Before._succeeded);
    }

    /// <summary>Items succeeded in the stage before. One that is opened later finds them there.</summary>
    internal void Arrive(long first, long count)
    {
        if (IsOpened)
            _fresh.Arrive(first, count);
    }

    internal void Skip(string reason, StepCircumstances circumstances)
    {
        Require(Status == StepStatus.Pending, "skipped after it began");
        Status = StepStatus.Skipped;
        SkippedByCancellation = circumstances.Cancelling;
        SkippedForFailure = circumstances.Failure;
        EndedByRemoval = circumstances.Removed;
        Reason = reason;
    }

    internal void Start(long first, int attempt, long count)
    {
        // All or nothing: an event that is refused changes nothing.
        RequireOpen(first);
        Require(attempt == NextAttempt(first), "attempts out of order");
        Require(count == 1 || (count > 1 && count <= Together(first)), "items handed out together that do not wait together");
        Take(first, count);
        for (var item = first; item < first + count; item++)
        {
            _executing.Add(item, attempt);
            if (count > 1)
                _batchOf.Add(item, _lastBatch + 1);
        }

        if (count > 1)
            _batches.Add(++_lastBatch, count);
        _highestAttempt = Math.Max(_highestAttempt, attempt);
    }

    internal void GiveBack(long first, long count)
    {
        Require(count > 0, "nothing given back");
        for (var item = first; item < first + count; item++)
            Require(_executing.ContainsKey(item), "an item given back that no worker has");
        var fresh = true;
        for (var item = first; item < first + count; item++)
        {
            fresh &= !_lastAttempt.ContainsKey(item);
            Release(item);
        }

        if (fresh)
        {
            _returned.Push((first, count));
            return;
        }

        for (var item = first; item < first + count; item++)
            _repeats.Enqueue(item, (AtOnce, item));
    }

    internal void Reuse(long first, long count)
    {
        // All or nothing: an event that is refused changes nothing.
        RequireOpen(first);
        Require(count == 1 || (count > 1 && count <= Together(first)), "items taken over out of order");
        Take(first, count);
        for (var item = first; item < first + count; item++)
            Succeed(item);
        Reused += count;
    }

    internal void End(AttemptEnded ended, RetryRule retry)
    {
        Require(ended.Count == 1 || (ended.Count > 1 && ended.Outcome == AttemptOutcome.Succeeded), "several attempts that ended in another way than well");
        for (var item = ended.Item; item < ended.Item + ended.Count; item++)
            Require(_executing.TryGetValue(item, out var attempt) && attempt == ended.Attempt, "the end of an attempt that does not execute");
        for (var item = ended.Item; item < ended.Item + ended.Count; item++)
            Release(item);
        if (ended.Outcome == AttemptOutcome.Succeeded)
        {
            for (var item = ended.Item; item < ended.Item + ended.Count; item++)
                Succeed(item);
            return;
        }

        _lastAttempt[ended.Item] = ended.Attempt;
        if (ended.Outcome == AttemptOutcome.Cancelled)
        {
            // Cancelled attempts are repeated only when the run is: by resume or retry.
            _repeats.Enqueue(ended.Item, (AtOnce, ended.Item));
            return;
        }

        if (ended.Outcome == AttemptOutcome.Interrupted && _quarantine is { } most)
        {
            // Its process died under it: that may be another's fault, so it is tried again, alone, but not for ever.
            if ((_deaths[ended.Item] = DeathsOf(ended.Item) + 1) < most)
                _repeats.Enqueue(ended.Item, (AtOnce, ended.Item));
            else
                _failed.Add(ended.Item);
            return;
        }

        var failures = _failures[ended.Item] = _failures.GetValueOrDefault(ended.Item) + 1;
        if (retry.DelayAfter(failures, ended.Outcome, ended.Transient) is { } delay)
            _repeats.Enqueue(ended.Item, (After(ended.At, delay), ended.Item));
        else
            _failed.Add(ended.Item);
    }

    /// <param name="status">How it ends.</param>
    /// <param name="stopped">Whether nothing more of it may begin.</param>
    /// <param name="circumstances">Under which it ends.</param>
    internal void Finish(StepStatus status, bool stopped, StepCircumstances circumstances)
    {
        Require(_executing.Count == 0, "a step ended while items execute");
        var right = status switch
        {
            StepStatus.Succeeded => Status == StepStatus.Running && Succeeded == Items,
            // One that is pending could not begin.
            StepStatus.Failed => Status == StepStatus.Pending || (Status == StepStatus.Running && AllItemsEnded && Failed + Dropped > 0),
            StepStatus.Cancelled => Status == StepStatus.Running && !AllItemsEnded && stopped,
            _ => false,
        };
        Require(right, $"a step that is {Status} ended as {status}");
        Status = status;
        Forgiven = status == StepStatus.Failed && circumstances.Forgiving;
        EndedByRemoval = status == StepStatus.Cancelled && circumstances.Removed;
    }

    /// <summary>Items that executed under a host that is gone wait again; that costs no retry.</summary>
    internal void Interrupt(Func<long, bool> continues)
    {
        foreach (var (item, attempt) in _executing.Where(entry => !continues(entry.Key)).ToList())
        {
            Release(item);
            _lastAttempt[item] = attempt;
            _repeats.Enqueue(item, (AtOnce, item));
        }
    }

    /// <summary>It is in the workflow again: what its removal ended goes on where it stopped. What it did before stays done.</summary>
    internal void Return()
    {
        if (!EndedByRemoval)
            return;
        EndedByRemoval = false;
        if (Status == StepStatus.Skipped)
            Clear();
        else
            Status = StepStatus.Running;
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
        if (Items == 0)
        {
            Clear();
            return;
        }

        Status = StepStatus.Running;
        Forgiven = EndedByRemoval = false;
        foreach (var item in _failed)
            _repeats.Enqueue(item, (AtOnce, item));
        _failed.Clear();
        _failures.Clear();
        _deaths.Clear();
    }

    private void RequireOpen(long item)
    {
        Require(Status == StepStatus.Running && item >= 0 && item < Items, "an attempt of a step that is not open");
        Require(!_executing.ContainsKey(item), "two live attempts of one item");
        Require(!HasSucceeded(item) && !_failed.Contains(item), "an attempt of an item that has ended");
    }

    /// <summary>Items are taken in their order, those that were given back before others, and those that wait for a repeat in the order of that.</summary>
    private void Take(long item, long count)
    {
        if (item == _fresh.First)
        {
            _fresh.Take(item, count);
            return;
        }

        if (_returned.TryPeek(out var returned) && returned.First == item)
        {
            _returned.Pop();
            if (returned.Count > count)
                _returned.Push((item + count, returned.Count - count));
            return;
        }

        Require(_repeats.TryPeek(out var repeat, out _) && repeat == item, "an attempt of an item that does not wait");
        _repeats.Dequeue();
    }

    /// <summary>It executes no more.</summary>
    private void Release(long item)
    {
        _executing.Remove(item);
        if (_batchOf.Remove(item, out var batch) && --_batches[batch] == 0)
            _batches.Remove(batch);
    }

    private void Succeed(long item)
    {
        _succeeded[item >> 6] |= 1UL << (int)(item & 63);
        Succeeded++;
        _failures.Remove(item);
        _lastAttempt.Remove(item);
        _deaths.Remove(item);
    }

    private int NextAttempt(long item) => Math.Max(_attemptBase, _lastAttempt.GetValueOrDefault(item)) + 1;

    /// <summary>A wait beyond the last day that there is ends on that day.</summary>
    private static long After(DateTimeOffset at, TimeSpan delay) => at.UtcTicks + Math.Min(delay.Ticks, DateTimeOffset.MaxValue.UtcTicks - at.UtcTicks);

    private void Clear()
    {
        Status = StepStatus.Pending;
        SkippedByCancellation = SkippedForFailure = EndedByRemoval = Forgiven = false;
        Reason = null;
        Items = Succeeded = Reused = 0;
        _fresh = FreshItems.Of(0);
        _succeeded = [];
        _failed.Clear();
        _failures.Clear();
        _deaths.Clear();
        _lastAttempt.Clear();
        _repeats.Clear();
        _returned.Clear();
    }

    private static void Require(bool condition, string violation)
    {
        if (!condition)
            throw new InvalidRunEventException(violation);
    }
}
