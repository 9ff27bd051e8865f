namespace Hearth.Workflows.Runs;

/// <summary>
/// The run engine: events in, decisions out. It knows no clock, no process and no disk; the same events always give the same state, so a host that
/// dies is followed by one that folds the log and goes on. Not safe for use from several threads.
/// </summary>
/// <remarks>
/// What it guarantees (and refuses events that would break it): no item has two live attempts, nothing that succeeded executes again unless a retry was
/// asked for, no step and no attempt begins before those that the step needs have ended, by the definition of that moment, nothing of a removed step begins, the attempts of an item are numbered in order and no number is used twice (from 1,
/// without gaps; a step that is done again from its beginning goes on after its highest), no item begins in a stage before it succeeded in the one before, and a run whose attempts all end, ends.
/// </remarks>
public sealed class RunMachine
{
    private const string Removed = "removed from the workflow";
    private readonly List<StepState> _steps;
    private RunPlan _plan;
    private int _firstUnended;

    /// <summary>A machine for a run that has not started.</summary>
    public RunMachine(RunPlan plan)
    {
        _plan = plan;
        _steps = [.. plan.Steps.Select(_ => new StepState())];
        Link();
    }

    /// <summary>The newest plan.</summary>
    public RunPlan Plan => _plan;

    /// <summary>The steps, in the plan's order.</summary>
    public IReadOnlyList<StepState> Steps => _steps;

    /// <summary>Where the run stands; null before it started.</summary>
    public RunStatus? Status { get; private set; }

    /// <summary>Whether nothing new may start because the run is being cancelled.</summary>
    public bool Cancelling { get; private set; }

    /// <summary>Whether any attempt executes.</summary>
    public bool Executing => _steps.Any(step => step.Executing.Count > 0);

    /// <summary>Takes in an event.</summary>
    /// <exception cref="InvalidRunEventException">The event cannot follow the ones before it.</exception>
    public void Apply(RunEvent happened)
    {
        Require(happened is RunStarted == Status is null, Status is null ? "an event before the start" : "started twice");
        switch (happened)
        {
            case RunStarted:
                Status = RunStatus.Running;
                break;
            case StepOpened opened:
                RequireReady(opened.Step);
                Require(!_plan.Steps[opened.Step].IsRemoved, "a step that was removed from the workflow");
                Require(_steps[opened.Step].Before is not { } before || (before.IsOpened && before.Items == opened.Items), "a stage with other items than the one before");
                _steps[opened.Step].Open(opened.Items, opened.Quarantine);
                break;
            case StepSkipped skipped:
                RequireRunning();
                Step(skipped.Step).Skip(skipped.Reason, CircumstancesOf(skipped.Step));
                break;
            case AttemptStarted started:
                RequireRunning();
                Require(!Cancelling, "an attempt of a run that is being cancelled");
                Require(!IsHeld(started.Step), "an attempt before the steps that it needs");
                Step(started.Step).Start(started.Item, started.Attempt, started.Count);
                break;
            case AttemptEnded ended:
                RequireRunning();
                Step(ended.Step).End(ended, _plan.Steps[ended.Step].Retry);
                if (ended.Outcome == AttemptOutcome.Succeeded)
                    Arrive(ended.Step, ended.Item, ended.Count);
                break;
            case AttemptsReturned returned:
                RequireRunning();
                Step(returned.Step).GiveBack(returned.Item, returned.Count);
                break;
            case ItemReused reused:
                RequireRunning();
                Require(!Cancelling, "an item of a run that is being cancelled");
                Require(!IsHeld(reused.Step), "an item before the steps that it needs");
                Step(reused.Step).Reuse(reused.Item, reused.Count);
                Arrive(reused.Step, reused.Item, reused.Count);
                break;
            case StepEnded ended:
                RequireReady(ended.Step);
                Require(_steps[ended.Step].Before is not { } preceding || (preceding.Ended && (_steps[ended.Step].IsOpened || !preceding.IsOpened)), "a stage that ended before the one before it");
                _steps[ended.Step].Finish(ended.Status, Cancelling || Hindrance(ended.Step) is not null, CircumstancesOf(ended.Step));
                break;
            case CancelRequested:
                Require(Status is RunStatus.Running or RunStatus.Interrupted, "cancelled after it ended");
                Cancelling = true;
                break;
            case RunPaused paused:
                Interrupt(paused.Continued);
                Status = RunStatus.Interrupted;
                break;
            case RunResumed resumed:
                Interrupt(resumed.Continued);
                Status = RunStatus.Running;
                break;
            case RetryRequested retry:
                Retry(retry);
                break;
            case DefinitionChanged changed:
                Follow(changed.Plan);
                break;
            case RunEnded ended:
                End(ended.Status);
                break;
            default:
                throw new InvalidRunEventException($"unknown event {happened.GetType().Name}");
        }
    }

    /// <summary>The next thing to do that needs no worker, or null while all depends on attempts. Ask again after applying its event.</summary>
    public Decision? Next()
    {
        if (Status != RunStatus.Running)
            return null;
        while (_firstUnended < _steps.Count && _steps[_firstUnended].Ended)
            _firstUnended++;
        for (var index = _firstUnended; index < _steps.Count; index++)
            if (Decide(index) is { } decision)
                return decision;
        return _firstUnended == _steps.Count ? new EndRun(Outcome()) : null;
    }

    /// <summary>The next attempt of a step, or null where none may start now.</summary>
    public StartAttempt? NextAttempt(int step, DateTimeOffset now) =>
        Status == RunStatus.Running && !Cancelling && _steps[step].NextReady(_plan.Steps[step].Concurrency, now.UtcTicks) is { } ready && !IsHeld(step)
            ? new StartAttempt(step, ready.Item, ready.Attempt)
            : null;

    /// <summary>How many items, the one that <see cref="NextAttempt"/> gives and those right after it, may be handed out together; 0 where none may start now.</summary>
    public long NextTogether(int step, DateTimeOffset now) => NextAttempt(step, now) is { } next ? _steps[step].Together(next.Item) : 0;

    /// <summary>The steps that have an attempt which may start now.</summary>
    public IEnumerable<int> ReadySteps(DateTimeOffset now)
    {
        foreach (var index in _plan.StartOrder)
            if (index >= _firstUnended && NextAttempt(index, now) is not null)
                yield return index;
    }

    /// <summary>
    /// The earliest time after now at which a step has something to start again, or null. A step whose repeat is due already waits for a worker or
    /// for the end of an attempt, not for the clock; it must not hide the others.
    /// </summary>
    public DateTimeOffset? NextDue(DateTimeOffset now)
    {
        if (Status != RunStatus.Running || Cancelling)
            return null;
        long? earliest = null;
        for (var index = _firstUnended; index < _steps.Count; index++)
            if (_steps[index] is { Status: StepStatus.Running, NextRepeatTicks: { } ticks } && ticks > now.UtcTicks && (earliest is null || ticks < earliest) && !IsHeld(index))
                earliest = ticks;
        return earliest is { } due ? new DateTimeOffset(due, TimeSpan.Zero) : null;
    }

    private Decision? Decide(int index)
    {
        var step = _steps[index];
        if (step.Status == StepStatus.Running)
        {
            if (step.Executing.Count > 0 || step.Before is { Ended: false })
                return null;
            if (step.AllItemsEnded)
                return new EndStep(index, step.Failed + step.Dropped > 0 ? StepStatus.Failed : StepStatus.Succeeded, LossOf(index));
            if (Cancelling)
                return new EndStep(index, StepStatus.Cancelled);
            return Hindrance(index) is { } hindrance ? new EndStep(index, StepStatus.Cancelled, hindrance) : null;
        }

        if (step.Ended)
            return null;
        if (Cancelling)
            return new SkipStep(index, "the run was cancelled");
        if (_plan.Steps[index].IsRemoved)
            return new SkipStep(index, Removed);
        if (_plan.Steps[index].Needs.Any(need => !_steps[need].Ended))
            return null;
        if (Obstacle(index) is { } obstacle)
            return new SkipStep(index, obstacle);
        return step.Before switch
        {
            null or { IsOpened: true } => new OpenStep(index),
            // The condition is the whole step's.
            { Status: StepStatus.Skipped, Reason: var reason } => new SkipStep(index, reason ?? ""),
            { Status: StepStatus.Failed } => new EndStep(index, StepStatus.Failed, $"{NameBefore(index)} could not begin"),
            _ => null,
        };
    }

    /// <summary>How many items a stage never had, for people.</summary>
    private string? LossOf(int index) => _steps[index].Dropped is var dropped and > 0 ? $"{dropped} of {_steps[index].Items} items did not get through {NameBefore(index)}" : null;

    private string? NameBefore(int index) => _plan.Steps[index].Follows is { } before ? _plan.Steps[before].Name : null;

    private void Arrive(int step, long first, long count)
    {
        foreach (var follower in _plan.Followers[step])
            _steps[follower].Arrive(first, count);
    }

    private void Link()
    {
        for (var index = 0; index < _steps.Count; index++)
            _steps[index].Before = _plan.Steps[index].Follows is { } before ? _steps[before] : null;
    }

    /// <summary>Why nothing more of a step that has begun may begin, however long it waits; null where something may.</summary>
    private string? Hindrance(int index) => _plan.Steps[index].IsRemoved ? Removed : Obstacle(index);

    /// <summary>Whether nothing of a step that has begun may begin now. Only a change of the definition brings that about.</summary>
    private bool IsHeld(int index)
    {
        if (Step(index).Status != StepStatus.Running)
            return false;
        foreach (var need in _plan.Steps[index].Needs)
            if (!_steps[need].Ended)
                return true;
        return Hindrance(index) is not null;
    }

    /// <summary>The first need that ended in a way that keeps a step from going on; null where there is none. One with a condition, or that has begun, goes on where a need's own condition was false.</summary>
    private string? Obstacle(int index)
    {
        var decides = _plan.Steps[index].Conditional || _steps[index].Status == StepStatus.Running;
        foreach (var need in _plan.Steps[index].Needs)
        {
            var state = _steps[need];
            if (state.Status == StepStatus.Skipped ? !decides || state.SkippedForFailure : IsFailure(need))
                return $"{_plan.Steps[need].Name} {(state.Status == StepStatus.Failed ? "failed" : state.Status == StepStatus.Cancelled ? "was cancelled" : "was skipped")}";
        }

        // Items that it waits for will not come.
        return _steps[index].Before is { Status: StepStatus.Cancelled } ? $"{NameBefore(index)} was cancelled" : null;
    }

    /// <summary>Whether a step did not give what others need, nor was allowed not to.</summary>
    private bool IsFailure(int index) => _steps[index] switch
    {
        { Status: StepStatus.Failed } failed => !failed.Forgiven,
        { Status: StepStatus.Skipped } skipped => skipped.SkippedForFailure,
        var state => state.Status == StepStatus.Cancelled,
    };

    private StepCircumstances CircumstancesOf(int index) =>
        new(Cancelling, _plan.Steps[index].IsRemoved, Failure: _plan.Steps[index].Needs.Any(IsFailure) || _steps[index].Before is { SkippedForFailure: true } or { Status: StepStatus.Cancelled }, Forgiving: _plan.Steps[index].ContinueOnError);

    private void Follow(RunPlan plan)
    {
        Require(plan.Steps.Length >= _steps.Count && _plan.Steps.Zip(plan.Steps).All(pair => pair.First.Name == pair.Second.Name), "a definition that moves steps");
        Require(plan.Steps.All(step => step.Needs.All(need => need >= 0 && need < plan.Steps.Length && !plan.Steps[need].IsRemoved)), "a definition that needs what it does not have");
        Require(plan.Steps.All(step => step.Follows is not { } before || (before >= 0 && before < plan.Steps.Length && (step.IsRemoved || !plan.Steps[before].IsRemoved))), "a definition with a stage after none");
        Require(!_steps.Where((step, index) => step.IsOpened && _plan.Steps[index].Follows != plan.Steps[index].Follows).Any(), "a definition that sends items on their way another way");
        var returning = Enumerable.Range(0, _steps.Count).Where(index => _plan.Steps[index].IsRemoved && !plan.Steps[index].IsRemoved).ToList();
        _plan = plan;
        while (_steps.Count < plan.Steps.Length)
            _steps.Add(new StepState());
        Link();
        foreach (var index in returning)
            _steps[index].Return();
        _firstUnended = 0;
    }

    private void End(RunStatus status)
    {
        RequireRunning();
        Require(_steps.All(step => step.Ended), "ended before its steps");
        var outcome = Outcome();
        // The workflow's outputs are evaluated after its steps, and that can fail.
        Require(status == outcome || (outcome == RunStatus.Succeeded && status == RunStatus.Failed), $"ended as {status} where its steps say {outcome}");
        Status = status;
    }

    private RunStatus Outcome()
    {
        if (Cancelling)
            return RunStatus.Cancelled;
        for (var index = 0; index < _steps.Count; index++)
            if (!_plan.Steps[index].IsRemoved && IsFailure(index))
                return RunStatus.Failed;
        return RunStatus.Succeeded;
    }

    private void Interrupt(IReadOnlyList<ItemReference> continued)
    {
        Require(Status is RunStatus.Running or RunStatus.Interrupted, "interrupted after it ended");
        for (var index = 0; index < _steps.Count; index++)
        {
            var position = index;
            _steps[index].Interrupt(item => continued.Contains(new ItemReference(position, item)));
        }
    }

    private void Retry(RetryRequested retry)
    {
        Require(Status is RunStatus.Failed or RunStatus.Cancelled or RunStatus.Succeeded or RunStatus.Interrupted, "retried while it runs");
        Require(!Executing, "retried while attempts execute");
        Require(retry.From is null || (retry.From >= 0 && retry.From < _steps.Count && !_plan.Steps[retry.From.Value].IsRemoved), "retried from a step that it does not have");
        var again = new bool[_steps.Count];
        var reset = new bool[_steps.Count];
        for (var index = 0; index < _steps.Count; index++)
        {
            if (_plan.Steps[index].IsRemoved)
                continue;
            var state = _steps[index];
            // The cancellation is withdrawn for all: a run cannot succeed with a step that was stopped in the middle.
            again[index] = index == retry.From || state.Status == StepStatus.Cancelled || (retry.From is null && state.Status == StepStatus.Failed);
            // By the definition of today it may need nothing that failed any more.
            reset[index] = retry.From == index || (retry.From is null && state.SkippedForFailure);
        }

        foreach (var index in Enumerable.Range(0, _steps.Count).Where(index => again[index] || reset[index]).ToList())
            Spread(index, again, reset);
        for (var index = 0; index < _steps.Count; index++)
        {
            if (reset[index] || _steps[index].SkippedByCancellation)
                _steps[index].Reset();
            else if (again[index])
                _steps[index].Reopen();
        }

        Status = RunStatus.Running;
        Cancelling = false;
        _firstUnended = 0;
    }

    /// <summary>What comes after a step that is done again is done from its beginning; of the stages after one that goes on where it stopped, what succeeded stays.</summary>
    private void Spread(int index, bool[] again, bool[] reset)
    {
        foreach (var dependent in _plan.Dependents[index])
            Mark(dependent, reset);
        foreach (var follower in _plan.Followers[index].Where(follower => !_plan.Steps[follower].IsRemoved))
            Mark(follower, reset[index] || !_steps[follower].IsOpened ? reset : again);

        void Mark(int step, bool[] marks)
        {
            if (marks[step] || reset[step])
                return;
            marks[step] = true;
            Spread(step, again, reset);
        }
    }

    private StepState Step(int step)
    {
        Require(step >= 0 && step < _steps.Count, "a step that it does not have");
        return _steps[step];
    }

    private void RequireRunning() => Require(Status == RunStatus.Running, "an event of a run that nobody works on");

    /// <summary>A step begins, and ends, only after those that it needs.</summary>
    private void RequireReady(int step)
    {
        RequireRunning();
        Require(Step(step).Status != StepStatus.Pending || _plan.Steps[step].Needs.All(need => _steps[need].Ended), "a step before those that it needs");
    }

    private static void Require(bool condition, string violation)
    {
        if (!condition)
            throw new InvalidRunEventException(violation);
    }
}
