namespace Hearth.Workflows.Runs;

/// <summary>
/// The run engine: events in, decisions out. It knows no clock, no process and no disk; the same events always give the same state, so a host that
/// dies is followed by one that folds the log and goes on. Not safe for use from several threads.
/// </summary>
/// <remarks>
/// What it guarantees (and refuses events that would break it): no item has two live attempts, nothing that succeeded executes again unless a retry was
/// asked for, no step begins before those that it needs have ended, the attempts of an item are numbered in order and no number is used twice (from 1,
/// without gaps; a step that is done again from its beginning goes on after its highest), and a run whose attempts all end, ends.
/// </remarks>
public sealed class RunMachine
{
    private readonly RunPlan _plan;
    private readonly StepState[] _steps;
    private int _firstUnended;

    /// <summary>A machine for a run that has not started.</summary>
    public RunMachine(RunPlan plan)
    {
        _plan = plan;
        _steps = new StepState[plan.Steps.Length];
        for (var index = 0; index < _steps.Length; index++)
            _steps[index] = new StepState();
    }

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
                _steps[opened.Step].Open(opened.Items);
                break;
            case StepSkipped skipped:
                RequireRunning();
                Step(skipped.Step).Skip(skipped.Reason, Cancelling);
                break;
            case AttemptStarted started:
                RequireRunning();
                Require(!Cancelling, "an attempt of a run that is being cancelled");
                Step(started.Step).Start(started.Item, started.Attempt);
                break;
            case AttemptEnded ended:
                RequireRunning();
                Step(ended.Step).End(ended, _plan.Steps[ended.Step].Retry);
                break;
            case ItemReused reused:
                RequireRunning();
                Require(!Cancelling, "an item of a run that is being cancelled");
                Step(reused.Step).Reuse(reused.Item, reused.Count);
                break;
            case StepEnded ended:
                RequireReady(ended.Step);
                _steps[ended.Step].Finish(ended.Status, Cancelling);
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
        while (_firstUnended < _steps.Length && _steps[_firstUnended].Ended)
            _firstUnended++;
        for (var index = _firstUnended; index < _steps.Length; index++)
            if (Decide(index) is { } decision)
                return decision;
        return _firstUnended == _steps.Length ? new EndRun(Outcome()) : null;
    }

    /// <summary>The next attempt of a step, or null where none may start now.</summary>
    public StartAttempt? NextAttempt(int step, DateTimeOffset now) =>
        Status == RunStatus.Running && !Cancelling && _steps[step].NextReady(_plan.Steps[step].Concurrency, now.UtcTicks) is { } ready
            ? new StartAttempt(step, ready.Item, ready.Attempt)
            : null;

    /// <summary>The steps that have an attempt which may start now.</summary>
    public IEnumerable<int> ReadySteps(DateTimeOffset now)
    {
        for (var index = _firstUnended; index < _steps.Length; index++)
            if (NextAttempt(index, now) is not null)
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
        for (var index = _firstUnended; index < _steps.Length; index++)
            if (_steps[index].NextRepeatTicks is { } ticks && ticks > now.UtcTicks && (earliest is null || ticks < earliest))
                earliest = ticks;
        return earliest is { } due ? new DateTimeOffset(due, TimeSpan.Zero) : null;
    }

    private Decision? Decide(int index)
    {
        var step = _steps[index];
        if (step.Status == StepStatus.Running)
        {
            if (step.Executing.Count > 0)
                return null;
            if (step.AllItemsEnded)
                return new EndStep(index, step.Failed > 0 ? StepStatus.Failed : StepStatus.Succeeded);
            return Cancelling ? new EndStep(index, StepStatus.Cancelled) : null;
        }

        if (step.Ended)
            return null;
        if (Cancelling)
            return new SkipStep(index, "the run was cancelled");
        var planned = _plan.Steps[index];
        string? obstacle = null;
        foreach (var need in planned.Needs)
        {
            var needed = _steps[need];
            if (!needed.Ended)
                return null;
            obstacle ??= needed.Status switch
            {
                StepStatus.Failed when !_plan.Steps[need].ContinueOnError => $"{_plan.Steps[need].Name} failed",
                StepStatus.Cancelled => $"{_plan.Steps[need].Name} was cancelled",
                StepStatus.Skipped when !planned.Conditional || SkippedForFailure(need, []) => $"{_plan.Steps[need].Name} was skipped",
                _ => null,
            };
        }

        return obstacle is null ? new OpenStep(index) : new SkipStep(index, obstacle);
    }

    /// <summary>A condition may step in for a need whose own condition was false, not for one that could not run because something failed.</summary>
    private bool SkippedForFailure(int index, HashSet<int> seen)
    {
        // Each step once: there may be very many paths between two steps.
        if (!seen.Add(index))
            return false;
        foreach (var need in _plan.Steps[index].Needs)
        {
            var stopped = _steps[need].Status switch
            {
                StepStatus.Cancelled => true,
                StepStatus.Failed => !_plan.Steps[need].ContinueOnError,
                StepStatus.Skipped => SkippedForFailure(need, seen),
                _ => false,
            };
            if (stopped)
                return true;
        }

        return false;
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
        for (var index = 0; index < _steps.Length; index++)
            if (_steps[index].Status == StepStatus.Failed && !_plan.Steps[index].ContinueOnError)
                return RunStatus.Failed;
        return RunStatus.Succeeded;
    }

    private void Interrupt(IReadOnlyList<ItemReference> continued)
    {
        Require(Status is RunStatus.Running or RunStatus.Interrupted, "interrupted after it ended");
        for (var index = 0; index < _steps.Length; index++)
        {
            var position = index;
            _steps[index].Interrupt(item => continued.Contains(new ItemReference(position, item)));
        }
    }

    private void Retry(RetryRequested retry)
    {
        Require(Status is RunStatus.Failed or RunStatus.Cancelled or RunStatus.Succeeded or RunStatus.Interrupted, "retried while it runs");
        Require(!Executing, "retried while attempts execute");
        Require(retry.From is null || (retry.From >= 0 && retry.From < _steps.Length), "retried from a step that it does not have");
        var again = new bool[_steps.Length];
        var reset = new bool[_steps.Length];
        for (var index = 0; index < _steps.Length; index++)
        {
            var status = _steps[index].Status;
            // The cancellation is withdrawn for all: a run cannot succeed with a step that was stopped in the middle.
            again[index] = index == retry.From || status == StepStatus.Cancelled || (retry.From is null && status == StepStatus.Failed);
            reset[index] = retry.From == index;
        }

        foreach (var index in Enumerable.Range(0, _steps.Length).Where(index => again[index]).ToList())
            MarkDependents(index, reset);
        for (var index = 0; index < _steps.Length; index++)
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

    private void MarkDependents(int index, bool[] reset)
    {
        foreach (var dependent in _plan.Dependents[index])
        {
            if (reset[dependent])
                continue;
            reset[dependent] = true;
            MarkDependents(dependent, reset);
        }
    }

    private StepState Step(int step)
    {
        Require(step >= 0 && step < _steps.Length, "a step that it does not have");
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
