using System.Numerics;
using Hearth.Workflows.Runs;

namespace Hearth.Workflows.Tests.Runs;

/// <summary>
/// What a run should be, said a second time and as plainly as can be: no indexes, no bits, all recomputed when asked. The machine must agree with it.
/// </summary>
internal sealed class RunModel(RunPlan plan)
{
    private readonly Step[] _steps = [.. plan.Steps.Select(_ => new Step())];
    private bool _cancelling;

    public bool Running { get; private set; }

    public void Started() => Running = true;

    public void Opened(int step, long items)
    {
        Assert.Equal(StepStatus.Pending, _steps[step].Status);
        Assert.All(plan.Steps[step].Needs, need => Assert.True(_steps[need].Ended, $"s{step} began before s{need} ended"));
        _steps[step].Status = StepStatus.Running;
        _steps[step].Items = [.. Enumerable.Range(0, (int)items).Select(_ => new Item())];
    }

    public void Skipped(int step, bool byCondition)
    {
        Assert.Equal(StepStatus.Pending, _steps[step].Status);
        if (byCondition)
            Assert.All(plan.Steps[step].Needs, need => Assert.True(_steps[need].Ended));
        else
            Assert.True(_cancelling || MustSkip(step), $"s{step} was skipped without a reason");
        _steps[step].Status = StepStatus.Skipped;
        _steps[step].SkippedByCancellation = _cancelling;
    }

    public void CouldNotOpen(int step) => _steps[step].Status = StepStatus.Failed;

    public void AttemptStarted(int step, long index, int attempt, DateTimeOffset now)
    {
        var (state, item) = (_steps[step], _steps[step].Items[(int)index]);
        Assert.True(Running && !_cancelling && state.Status == StepStatus.Running);
        Assert.False(item.Executing, "two live attempts of one item");
        Assert.False(item.Succeeded, "executed again after it succeeded");
        Assert.False(item.Failed, "executed again after it failed for good");
        Assert.True(now >= item.Due, $"s{step}[{index}] began {item.Due - now} too early");
        Assert.True(state.Items.Count(other => other.Executing) < plan.Steps[step].Concurrency, $"too many items of s{step} at once");
        Assert.Equal(Math.Max(state.AttemptsBefore, item.Attempts) + 1, attempt);
        Assert.True(state.Used.Add((index, attempt)), $"attempt {attempt} of s{step}[{index}] twice");
        item.Attempts = attempt;
        item.Executing = true;
    }

    /// <summary>Whether an item, and so all after it, have not begun.</summary>
    public bool IsUntouched(int step, long index) => _steps[step].Items.Skip((int)index).All(item => item is { Attempts: 0, Succeeded: false });

    public void ItemReused(int step, long index, DateTimeOffset now)
    {
        var item = _steps[step].Items[(int)index];
        Assert.True(Running && !_cancelling && _steps[step].Status == StepStatus.Running && item.Waits && now >= item.Due);
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
            var items when items.All(item => item.Succeeded || item.Failed) => StepStatus.Failed,
            _ => StepStatus.Cancelled,
        };
        Assert.Equal(expected, status);
        Assert.DoesNotContain(_steps[step].Items, item => item.Executing);
        Assert.True(status != StepStatus.Cancelled || _cancelling);
        _steps[step].Status = status;
    }

    public void CancelRequested() => _cancelling = true;

    public void HostGone(IReadOnlyList<ItemReference> continued, bool running)
    {
        Running = running;
        for (var step = 0; step < _steps.Length; step++)
            for (var index = 0; index < _steps[step].Items.Count; index++)
                if (_steps[step].Items[index] is { Executing: true } item && !continued.Contains(new ItemReference(step, index)))
                    (item.Executing, item.Due) = (false, DateTimeOffset.MinValue);
    }

    public void RetryRequested(int? from)
    {
        var redone = Enumerable.Range(0, _steps.Length).Where(step => step == from || _steps[step].Status == StepStatus.Cancelled
            || (from is null && _steps[step].Status == StepStatus.Failed)).ToList();
        var afresh = redone.SelectMany(Descendants).ToHashSet();
        if (from is { } first)
            afresh.Add(first);
        for (var step = 0; step < _steps.Length; step++)
        {
            var state = _steps[step];
            if (afresh.Contains(step) || (state.Status == StepStatus.Skipped && state.SkippedByCancellation) || (redone.Contains(step) && state.Items.Count == 0))
            {
                state.AttemptsBefore = state.Used.Select(used => used.Attempt).DefaultIfEmpty().Max();
                state.Items = [];
                state.Status = StepStatus.Pending;
            }
            else if (redone.Contains(step))
            {
                state.Status = StepStatus.Running;
                foreach (var item in state.Items)
                {
                    item.Due = item.Failed ? DateTimeOffset.MinValue : item.Due;
                    (item.Failed, item.Failures) = (false, 0);
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
            : Enumerable.Range(0, _steps.Length).Any(Unforgiven) ? RunStatus.Failed
            : RunStatus.Succeeded,
            status);
        Assert.True(_cancelling || _steps.All(step => step.Status != StepStatus.Cancelled), "a step is cancelled in a run that is not");
        for (var step = 0; step < _steps.Length; step++)
            Assert.True(_cancelling || !MustSkip(step) || _steps[step].Status == StepStatus.Skipped, $"s{step} executed after what it needs failed");
        Running = false;
    }

    /// <summary>The steps of which an attempt may start now.</summary>
    public IEnumerable<int> Ready(DateTimeOffset now) => Enumerable.Range(0, _steps.Length).Where(step =>
        Running && !_cancelling && _steps[step].Status == StepStatus.Running
        && _steps[step].Items.Count(item => item.Executing) < plan.Steps[step].Concurrency
        && _steps[step].Items.Any(item => item.Waits && item.Due <= now));

    /// <summary>When to look again: the next repeat of a step that has none due already.</summary>
    public DateTimeOffset? NextDue(DateTimeOffset now) => !Running || _cancelling ? null : _steps.Where(step => step.Status == StepStatus.Running)
        .Select(step => step.Items.Where(item => item.Waits && item.Attempts > 0).Select(item => (DateTimeOffset?)item.Due).Min())
        .Where(due => due > now).Min();

    public void MustEqual(RunMachine machine)
    {
        Assert.Equal(_cancelling, machine.Cancelling);
        Assert.Equal(Running, machine.Status == RunStatus.Running);
        for (var step = 0; step < _steps.Length; step++)
        {
            var (expected, actual) = (_steps[step], machine.Steps[step]);
            Assert.Equal(expected.Status, actual.Status);
            Assert.Equal(expected.Items.Count, actual.Items);
            Assert.Equal(expected.Items.Count(item => item.Succeeded), actual.Succeeded);
            Assert.Equal(expected.Items.Count(item => item.Reused), actual.Reused);
            Assert.Equal(expected.Items.Count(item => item.Failed), actual.Failed);
            for (var index = 0; index < expected.Items.Count; index++)
            {
                Assert.Equal(expected.Items[index].Succeeded, actual.HasSucceeded(index));
                Assert.Equal(expected.Items[index].Failed, actual.HasFailed(index));
                Assert.Equal(expected.Items[index].Executing ? expected.Items[index].Attempts : 0, actual.Executing.GetValueOrDefault(index));
            }
        }
    }

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

    private IEnumerable<int> Descendants(int step) =>
        Enumerable.Range(0, _steps.Length).Where(other => plan.Steps[other].Needs.Contains(step)).SelectMany(other => Descendants(other).Prepend(other));

    private bool Unforgiven(int step) => _steps[step].Status == StepStatus.Failed && !plan.Steps[step].ContinueOnError;

    /// <summary>Something before it failed, and nothing between was allowed to go on in spite of it.</summary>
    private bool MustSkip(int step) => plan.Steps[step].Needs.Any(need => Unforgiven(need) || _steps[need].Status == StepStatus.Cancelled
        || (_steps[need].Status == StepStatus.Skipped && (!plan.Steps[step].Conditional || MustSkipForFailure(need))));

    private bool MustSkipForFailure(int step) => plan.Steps[step].Needs.Any(need => Unforgiven(need) || _steps[need].Status == StepStatus.Cancelled
        || (_steps[need].Status == StepStatus.Skipped && MustSkipForFailure(need)));

    private sealed class Step
    {
        public StepStatus Status { get; set; }

        public bool SkippedByCancellation { get; set; }

        public bool Ended => Status is not (StepStatus.Pending or StepStatus.Running);

        public List<Item> Items { get; set; } = [];

        public int AttemptsBefore { get; set; }

        public HashSet<(long Item, int Attempt)> Used { get; } = [];
    }

    private sealed class Item
    {
        public bool Executing { get; set; }

        public bool Succeeded { get; set; }

        public bool Reused { get; set; }

        public bool Failed { get; set; }

        public int Attempts { get; set; }

        public int Failures { get; set; }

        public DateTimeOffset Due { get; set; } = DateTimeOffset.MinValue;

        public bool Waits => !Executing && !Succeeded && !Failed;
    }
}
