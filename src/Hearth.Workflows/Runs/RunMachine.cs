namespace Hearth.Workflows.Runs;

/// <summary>
/// The run engine: events in, decisions out. It knows no clock, no process and no disk; the same events always give the same state, so a host that
/// dies is followed by one that folds the log and goes on. Not safe for use from several threads.
/// </summary>
/// <remarks>
/// What it guarantees (and refuses events that would break it): no item has two live attempts, nothing that succeeded executes again unless a retry was
/// asked for, attempts of an item are numbered without gaps or repeats, and a run whose attempts all end, ends.
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
        if (happened is RunStarted)
        {
            Require(Status is null, "started twice");
            Status = RunStatus.Running;
            return;
        }

        Require(Status is not null, "an event before the start");
        switch (happened)
        {
            case StepOpened opened:
                _steps[opened.Step].Open(opened.Items);
                break;
            case StepSkipped skipped:
                _steps[skipped.Step].Skip(skipped.Reason);
                break;
            case AttemptStarted started:
                Require(Status == RunStatus.Running && !Cancelling, "an attempt of a run that does not run");
                _steps[started.Step].Start(started.Item, started.Attempt);
                break;
            case AttemptEnded ended:
                _steps[ended.Step].End(ended, _plan.Steps[ended.Step].Retry);
                break;
            case StepEnded ended:
                _steps[ended.Step].Finish(ended.Status);
                break;
            case CancelRequested:
                Cancelling = true;
                break;
            case RunPaused paused:
                Interrupt(paused.At, paused.Continued);
                Status = RunStatus.Interrupted;
                break;
            case RunResumed resumed:
                Interrupt(resumed.At, resumed.Continued);
                Status = RunStatus.Running;
                break;
            case RetryRequested retry:
                Retry(retry);
                break;
            case RunEnded ended:
                Require(_steps.All(step => step.Ended), "ended before its steps");
                Status = ended.Status;
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

    /// <summary>The earliest time at which a delayed repeat is due, or null.</summary>
    public DateTimeOffset? NextDue()
    {
        long? earliest = null;
        for (var index = _firstUnended; index < _steps.Length; index++)
            if (_steps[index].NextRepeatTicks is { } ticks && (earliest is null || ticks < earliest))
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
                StepStatus.Skipped when !planned.Conditional || SkippedForFailure(need) => $"{_plan.Steps[need].Name} was skipped",
                _ => null,
            };
        }

        return obstacle is null ? new OpenStep(index) : new SkipStep(index, obstacle);
    }

    /// <summary>A condition may step in for a need whose own condition was false, not for one that could not run because something failed.</summary>
    private bool SkippedForFailure(int index) => _plan.Steps[index].Needs.Any(need =>
        _steps[need].Status == StepStatus.Cancelled
        || (_steps[need].Status == StepStatus.Failed && !_plan.Steps[need].ContinueOnError)
        || (_steps[need].Status == StepStatus.Skipped && SkippedForFailure(need)));

    private RunStatus Outcome()
    {
        if (Cancelling)
            return RunStatus.Cancelled;
        for (var index = 0; index < _steps.Length; index++)
            if (_steps[index].Status == StepStatus.Failed && !_plan.Steps[index].ContinueOnError)
                return RunStatus.Failed;
        return RunStatus.Succeeded;
    }

    private void Interrupt(DateTimeOffset at, IReadOnlyList<ItemReference> continued)
    {
        Require(Status is RunStatus.Running or RunStatus.Interrupted, "interrupted after it ended");
        for (var index = 0; index < _steps.Length; index++)
        {
            var position = index;
            _steps[index].Interrupt(at, item => continued.Contains(new ItemReference(position, item)));
        }
    }

    private void Retry(RetryRequested retry)
    {
        Require(Status is RunStatus.Failed or RunStatus.Cancelled or RunStatus.Succeeded or RunStatus.Interrupted, "retried while it runs");
        Require(!Executing, "retried while attempts execute");
        var again = new bool[_steps.Length];
        var reset = new bool[_steps.Length];
        for (var index = 0; index < _steps.Length; index++)
        {
            var status = _steps[index].Status;
            again[index] = retry.From is { } from ? index == from : status is StepStatus.Failed or StepStatus.Cancelled;
            reset[index] = retry.From == index;
        }

        foreach (var index in Enumerable.Range(0, _steps.Length).Where(index => again[index]).ToList())
            MarkDependents(index, reset);
        for (var index = 0; index < _steps.Length; index++)
        {
            if (reset[index] || (Cancelling && _steps[index].Status == StepStatus.Skipped))
                _steps[index].Reset();
            else if (again[index])
                _steps[index].Reopen(retry.At);
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

    private static void Require(bool condition, string violation)
    {
        if (!condition)
            throw new InvalidRunEventException(violation);
    }
}
