using System.Numerics;
using Hearth.Workflows.Runs;

namespace Hearth.Workflows.Tests.Runs;

/// <summary>
/// What a run should be, said a second time and as plainly as can be: no indexes, no bits, all recomputed when asked. The machine must agree with it.
/// </summary>
internal sealed class RunModel(RunPlan first)
{
    private readonly List<Step> _steps = [.. first.Steps.Select(_ => new Step())];
    private RunPlan plan = first;
    private bool _cancelling;
    private int _hands;

    public bool Running { get; private set; }

    public void Started() => Running = true;

    public void Opened(int step, long items, int? quarantine)
    {
        Assert.Equal(StepStatus.Pending, _steps[step].Status);
        Assert.All(plan.Steps[step].Needs, need => Assert.True(_steps[need].Ended, $"s{step} began before s{need} ended"));
        Assert.False(plan.Steps[step].IsRemoved, $"s{step} began after it was removed");
        Assert.True(Before(step) is not { } before || (before.IsOpened && before.Items.Count == items), $"s{step} began with other items than the stage before");
        _steps[step].Status = StepStatus.Running;
        _steps[step].Quarantine = quarantine;
        _steps[step].Items = [.. Enumerable.Range(0, (int)items).Select(_ => new Item())];
    }

    public void Skipped(int step, bool byCondition)
    {
        Assert.Equal(StepStatus.Pending, _steps[step].Status);
        if (byCondition)
        {
            Assert.All(plan.Steps[step].Needs, need => Assert.True(_steps[need].Ended));
            Assert.Null(Before(step));
        }
        else
            Assert.True(_cancelling || MustSkip(step) || plan.Steps[step].IsRemoved, $"s{step} was skipped without a reason");
        _steps[step].Status = StepStatus.Skipped;
        _steps[step].SkippedForFailure = plan.Steps[step].Needs.Any(HasFailed) || Before(step) is { SkippedForFailure: true } or { Status: StepStatus.Cancelled };
        _steps[step].EndedByRemoval = plan.Steps[step].IsRemoved;
        _steps[step].SkippedByCancellation = _cancelling;
    }

    public void CouldNotOpen(int step)
    {
        Assert.True(Before(step) is null or { Status: StepStatus.Failed, IsOpened: false });
        (_steps[step].Status, _steps[step].Forgiven) = (StepStatus.Failed, plan.Steps[step].ContinueOnError);
    }

    /// <summary>Nothing that has begun or ended is another thing by it; only what ended because it was removed comes back.</summary>
    public void DefinitionChanged(RunPlan newer)
    {
        while (_steps.Count < newer.Steps.Length)
            _steps.Add(new Step());
        for (var index = 0; index < plan.Steps.Length; index++)
            if (plan.Steps[index].IsRemoved && !newer.Steps[index].IsRemoved && _steps[index] is { EndedByRemoval: true } state)
            {
                state.Status = state.Items.Count == 0 ? StepStatus.Pending : StepStatus.Running;
                (state.EndedByRemoval, state.SkippedForFailure, state.SkippedByCancellation) = (false, false, false);
            }

        plan = newer;
    }

    /// <summary>Those handed out together execute one after the other: as many at once as there were such hands.</summary>
    public void AttemptsStarted(int step, long first, int attempt, long count, DateTimeOffset now)
    {
        Assert.True(Lanes(_steps[step]) < plan.Steps[step].Concurrency, $"too many items of s{step} at once");
        var hand = ++_hands;
        for (var index = first; index < first + count; index++)
            AttemptStarted(step, index, attempt, hand, now);
    }

    public void Returned(int step, long first, long count)
    {
        for (var index = first; index < first + count; index++)
        {
            var (state, item) = (_steps[step], _steps[step].Items[(int)index]);
            Assert.True(item.Executing);
            Assert.True(state.Used.Remove((index, item.Attempts)));
            (item.Executing, item.Attempts, item.Due) = (false, item.AttemptsBefore, DateTimeOffset.MinValue);
        }
    }

    private void AttemptStarted(int step, long index, int attempt, int hand, DateTimeOffset now)
    {
        var (state, item) = (_steps[step], _steps[step].Items[(int)index]);
        Assert.True(Running && !_cancelling && state.Status == StepStatus.Running);
        Assert.False(plan.Steps[step].IsRemoved, $"s{step} went on after it was removed");
        Assert.All(plan.Steps[step].Needs, need => Assert.True(_steps[need].Ended && !HasFailed(need), $"s{step} went on without s{need}"));
        Assert.True(HasArrived(step, index), $"s{step}[{index}] began before it succeeded in the stage before");
        Assert.False(item.Executing, "two live attempts of one item");
        Assert.False(item.Succeeded, "executed again after it succeeded");
        Assert.False(item.Failed, "executed again after it failed for good");
        Assert.True(now >= item.Due, $"s{step}[{index}] began {item.Due - now} too early");
        Assert.Equal(Math.Max(state.AttemptsBefore, item.Attempts) + 1, attempt);
        Assert.True(state.Used.Add((index, attempt)), $"attempt {attempt} of s{step}[{index}] twice");
        (item.AttemptsBefore, item.Attempts, item.Hand) = (item.Attempts, attempt, hand);
        item.Executing = true;
        state.Highest = Math.Max(state.Highest, attempt);
    }

    public void ItemReused(int step, long index, DateTimeOffset now)
    {
        var item = _steps[step].Items[(int)index];
        Assert.True(Running && !_cancelling && _steps[step].Status == StepStatus.Running && item.Waits && now >= item.Due && MayGoOn(step) && HasArrived(step, index));
        (item.Succeeded, item.Reused) = (true, true);
    }

    public void AttemptEnded(int step, long index, AttemptOutcome outcome, bool transient, DateTimeOffset now)
    {
        var item = _steps[step].Items[(int)index];
        var rule = plan.Steps[step].Retry;
        item.Executing = false;
        item.Due = DateTimeOffset.MinValue;
        if (outcome == AttemptOutcome.Succeeded)
            item.Succeeded = true;
        if (outcome is AttemptOutcome.Succeeded or AttemptOutcome.Cancelled)
            return;
        if (outcome == AttemptOutcome.Interrupted && _steps[step].Quarantine is { } most)
        {
            item.Failed = ++item.Deaths >= most;
            return;
        }

        item.Failures++;
        var repeatable = outcome != AttemptOutcome.Failed || transient || !rule.TransientOnly;
        if (repeatable && item.Failures <= rule.Times)
            item.Due = now + Delay(rule, item.Failures);
        else
            item.Failed = true;
    }

    public void StepEnded(int step, StepStatus status)
    {
        var expected = _steps[step].Items switch
        {
            var items when items.All(item => item.Succeeded) => StepStatus.Succeeded,
            var items when items.Select((item, index) => item.Succeeded || item.Failed || IsDropped(step, index)).All(ended => ended) => StepStatus.Failed,
            _ => StepStatus.Cancelled,
        };
        Assert.Equal(expected, status);
        Assert.DoesNotContain(_steps[step].Items, item => item.Executing);
        Assert.True(Before(step) is null or { Ended: true }, $"s{step} ended before the stage before it");
        Assert.True(status != StepStatus.Cancelled || Before(step) is { Status: StepStatus.Cancelled } || _cancelling || plan.Steps[step].IsRemoved || plan.Steps[step].Needs.Any(HasFailed));
        _steps[step].Status = status;
        _steps[step].Forgiven = status == StepStatus.Failed && plan.Steps[step].ContinueOnError;
        _steps[step].EndedByRemoval = status == StepStatus.Cancelled && plan.Steps[step].IsRemoved;
    }

    public void CancelRequested() => _cancelling = true;

    public void HostGone(IReadOnlyList<ItemReference> continued, bool running)
    {
        Running = running;
        for (var step = 0; step < _steps.Count; step++)
            for (var index = 0; index < _steps[step].Items.Count; index++)
                if (_steps[step].Items[index] is { Executing: true } item && !continued.Contains(new ItemReference(step, index)))
                    (item.Executing, item.Due) = (false, DateTimeOffset.MinValue);
    }

    public void RetryRequested(int? from)
    {
        var redone = Enumerable.Range(0, _steps.Count).Where(step => !plan.Steps[step].IsRemoved && (step == from || _steps[step].Status == StepStatus.Cancelled
            || (from is null && (_steps[step].Status == StepStatus.Failed || _steps[step].SkippedForFailure)))).ToList();
        var afresh = redone.SelectMany(Descendants).ToHashSet();
        if (from is { } first)
            afresh.Add(first);
        afresh.UnionWith(redone.Where(step => _steps[step].SkippedForFailure));
        Spread(redone, afresh);
        for (var step = 0; step < _steps.Count; step++)
        {
            var state = _steps[step];
            if (afresh.Contains(step) || (state.Status == StepStatus.Skipped && state.SkippedByCancellation) || (redone.Contains(step) && state.Items.Count == 0))
            {
                state.AttemptsBefore = state.Highest;
                state.Items = [];
                state.Status = StepStatus.Pending;
                (state.EndedByRemoval, state.SkippedForFailure, state.SkippedByCancellation, state.Forgiven) = (false, false, false, false);
            }
            else if (redone.Contains(step))
            {
                state.Status = StepStatus.Running;
                (state.EndedByRemoval, state.Forgiven) = (false, false);
                foreach (var item in state.Items)
                {
                    item.Due = item.Failed ? DateTimeOffset.MinValue : item.Due;
                    (item.Failed, item.Failures, item.Deaths) = (false, 0, 0);
                }
            }
        }

        _cancelling = false;
        Running = true;
    }

    public void Ended(RunStatus status)
    {
        Assert.All(_steps, step => Assert.True(step.Ended));
        Assert.Equal(
            _cancelling ? RunStatus.Cancelled
            : Enumerable.Range(0, _steps.Count).Any(step => !plan.Steps[step].IsRemoved && HasFailed(step)) ? RunStatus.Failed
            : RunStatus.Succeeded,
            status);
        Assert.True(_cancelling || status == RunStatus.Failed || plan.Steps.Select((step, index) => step.IsRemoved || _steps[index].Status != StepStatus.Cancelled).All(whole => whole),
            "a run succeeded with a step that was stopped in the middle");
        Running = false;
    }

    /// <summary>The steps of which an attempt may start now.</summary>
    public IEnumerable<int> Ready(DateTimeOffset now) => Enumerable.Range(0, _steps.Count).Where(step =>
        Running && !_cancelling && _steps[step].Status == StepStatus.Running && MayGoOn(step)
        && Lanes(_steps[step]) < plan.Steps[step].Concurrency
        && _steps[step].Items.Where((item, index) => item.Waits && item.Due <= now && HasArrived(step, index)).Any()).Order(Comparer<int>.Create(CompareStart));

    /// <summary>When to look again: the next repeat of a step that has none due already.</summary>
    public DateTimeOffset? NextDue(DateTimeOffset now) => !Running || _cancelling ? null : _steps.Where((step, index) => step.Status == StepStatus.Running && MayGoOn(index))
        .Select(step => step.Items.Where(item => item.Waits && item.Attempts > 0).Select(item => (DateTimeOffset?)item.Due).Min())
        .Where(due => due > now).Min();

    public void MustEqual(RunMachine machine)
    {
        Assert.Equal(_cancelling, machine.Cancelling);
        Assert.Equal(Running, machine.Status == RunStatus.Running);
        Assert.Equal(_steps.Count, machine.Steps.Count);
        for (var step = 0; step < _steps.Count; step++)
        {
            var (expected, actual) = (_steps[step], machine.Steps[step]);
            Assert.Equal(expected.Status, actual.Status);
            Assert.Equal(expected.Items.Count, actual.Items);
            Assert.Equal(expected.Items.Count(item => item.Succeeded), actual.Succeeded);
            Assert.Equal(expected.Items.Count(item => item.Reused), actual.Reused);
            Assert.Equal(expected.Items.Count(item => item.Failed), actual.Failed);
            Assert.Equal(expected.Items.Where((_, index) => IsDropped(step, index)).Count(), actual.Dropped);
            Assert.Equal(expected.IsOpened, actual.IsOpened);
            for (var index = 0; index < expected.Items.Count; index++)
            {
                Assert.Equal(expected.Items[index].Succeeded, actual.HasSucceeded(index));
                Assert.Equal(expected.Items[index].Failed, actual.HasFailed(index));
                Assert.Equal(expected.Items[index].Executing ? expected.Items[index].Attempts : 0, actual.Executing.GetValueOrDefault(index));
            }
        }
    }

    /// <summary>In the order of the plan, but the later of two stages of one step first.</summary>
    private int CompareStart(int left, int right)
    {
        List<int> leftChain = Chain(left), rightChain = Chain(right);
        return leftChain[^1] == rightChain[^1] ? rightChain.Count.CompareTo(leftChain.Count) : leftChain[^1].CompareTo(rightChain[^1]);
    }

    /// <summary>A step and the stages before it, the first last.</summary>
    private List<int> Chain(int step) => plan.Steps[step].Follows is { } before ? [step, .. Chain(before)] : [step];

    private static int Lanes(Step step) => step.Items.Where(item => item.Executing).Select(item => item.Hand).Distinct().Count();

    private static TimeSpan Delay(RetryRule rule, int failures)
    {
        var factor = rule.Backoff switch
        {
            RetryBackoff.Constant => BigInteger.One,
            RetryBackoff.Linear => failures,
            _ => BigInteger.Pow(2, failures - 1),
        };
        return TimeSpan.FromTicks((long)BigInteger.Min(rule.Delay.Ticks * factor, rule.MaxDelay.Ticks));
    }

    /// <summary>A stage is done afresh with the one before it, or goes on with it; what comes after either is done afresh.</summary>
    private void Spread(List<int> redone, HashSet<int> afresh)
    {
        for (var before = -1; before != redone.Count + afresh.Count;)
        {
            before = redone.Count + afresh.Count;
            for (var step = 0; step < _steps.Count; step++)
                if (plan.Steps[step] is { Follows: { } follows, IsRemoved: false } && (afresh.Contains(follows) || (redone.Contains(follows) && !_steps[step].IsOpened)))
                    afresh.Add(step);
                else if (plan.Steps[step] is { Follows: { } other, IsRemoved: false } && redone.Contains(other) && !redone.Contains(step))
                    redone.Add(step);
            afresh.UnionWith(redone.Concat(afresh).SelectMany(Descendants).ToList());
        }
    }

    private Step? Before(int step) => plan.Steps[step].Follows is { } before ? _steps[before] : null;

    private bool HasArrived(int step, long index) => Before(step) is not { } before || before.Items[(int)index].Succeeded;

    /// <summary>It failed for good in a stage before.</summary>
    private bool IsDropped(int step, int index) => plan.Steps[step].Follows is { } before && (_steps[before].Items[index].Failed || IsDropped(before, index));

    private IEnumerable<int> Descendants(int step) =>
        Enumerable.Range(0, _steps.Count).Where(other => plan.Steps[other].Needs.Contains(step)).SelectMany(other => Descendants(other).Prepend(other));

    /// <summary>A step goes on only when all that it needs by the newest definition has ended well.</summary>
    private bool MayGoOn(int step) => !plan.Steps[step].IsRemoved && plan.Steps[step].Needs.All(need => _steps[need].Ended && !HasFailed(need))
        && Before(step) is not { Status: StepStatus.Cancelled };

    /// <summary>It did not give what others need: it failed and was not allowed to, it was stopped, or it was skipped because of such a step.</summary>
    private bool HasFailed(int step) => _steps[step].Status switch
    {
        StepStatus.Failed => !_steps[step].Forgiven,
        StepStatus.Cancelled => true,
        StepStatus.Skipped => _steps[step].SkippedForFailure,
        _ => false,
    };

    /// <summary>Something before it failed, and nothing between was allowed to go on in spite of it.</summary>
    private bool MustSkip(int step) => plan.Steps[step].Needs.Any(need => HasFailed(need) || (_steps[need].Status == StepStatus.Skipped && !plan.Steps[step].Conditional))
        || Before(step) is { Status: StepStatus.Skipped or StepStatus.Cancelled };

    private sealed class Step
    {
        public StepStatus Status { get; set; }

        public bool SkippedByCancellation { get; set; }

        public bool SkippedForFailure { get; set; }

        public bool EndedByRemoval { get; set; }

        public bool Forgiven { get; set; }

        public bool IsOpened => Items.Count > 0 || Status is StepStatus.Running or StepStatus.Succeeded;

        public bool Ended => Status is not (StepStatus.Pending or StepStatus.Running);

        public List<Item> Items { get; set; } = [];

        public int? Quarantine { get; set; }

        public int AttemptsBefore { get; set; }

        /// <summary>Of all that were handed out, also of those that were given back.</summary>
        public int Highest { get; set; }

        public HashSet<(long Item, int Attempt)> Used { get; } = [];
    }

    private sealed class Item
    {
        public bool Executing { get; set; }

        public bool Succeeded { get; set; }

        public bool Reused { get; set; }

        public bool Failed { get; set; }

        public int Attempts { get; set; }

        public int AttemptsBefore { get; set; }

        public int Hand { get; set; }

        public int Deaths { get; set; }

        public int Failures { get; set; }

        public DateTimeOffset Due { get; set; } = DateTimeOffset.MinValue;

        public bool Waits => !Executing && !Succeeded && !Failed;
    }
}
