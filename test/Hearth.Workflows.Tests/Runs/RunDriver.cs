using System.Collections.Immutable;
using Hearth.Workflows.Runs;

namespace Hearth.Workflows.Tests.Runs;

/// <summary>Plays the host of a run, badly: it dies, pauses, cancels and takes random choices. The model watches each event.</summary>
internal sealed class RunDriver
{
    private const int MostEvents = 5000;
    private readonly RunCase _case;
    private readonly DefinitionEdits _edits;
    private readonly RunModel _model;
    private readonly Random _random;
    private readonly List<RunEvent> _log = [];
    private RunPlan _plan;
    private RunMachine _machine;
    private DateTimeOffset _now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private int _disturbances, _changes;

    public RunDriver(RunCase run)
    {
        _case = run;
        _plan = new RunPlan(run.Steps);
        _model = new RunModel(_plan);
        _machine = new RunMachine(_plan);
        _random = new Random(run.Seed);
        _disturbances = run.Disturbances;
        _changes = run.Changes;
        _edits = new DefinitionEdits(run, _random);
    }

    public void Play()
    {
        Apply(new RunStarted(_now));
        _model.Started();
        RunToEnd();
        for (var retry = 0; retry < _case.Retries; retry++)
        {
            if (_changes > 0 && _random.Next(2) == 0)
                ChangeDefinition();
            int? from = _random.Next(2) == 0 ? null : _random.Next(_plan.Steps.Length);
            if (from is { } removed && _plan.Steps[removed].IsRemoved)
            {
                Refuse(new RetryRequested(_now, from));
                from = null;
            }

            Apply(new RetryRequested(_now, from));
            _model.RetryRequested(from);
            _disturbances = _case.Disturbances / 2;
            RunToEnd();
        }
    }

    private void RunToEnd()
    {
        while (_model.Running)
        {
            Assert.True(_log.Count < MostEvents, "the run does not end");
            _model.MustEqual(_machine);
            Assert.Equal(_model.Ready(_now), _machine.ReadySteps(_now));
            Assert.Equal(_model.NextDue(_now), _machine.NextDue(_now));
            if (_disturbances > 0 && _random.Next(6) == 0)
                Disturb();
            else if (_changes > 0 && _random.Next(6) == 0)
                ChangeDefinition();
            else if (_machine.Next() is { } decision)
                Enact(decision);
            else
                Work();
        }

        _model.MustEqual(_machine);
        Assert.Null(_machine.Next());
        Assert.Empty(_machine.ReadySteps(_now));
    }

    private void Work()
    {
        var ready = _machine.ReadySteps(_now).ToList();
        var executing = Executing();
        if (ready.Count > 0 && (executing.Count == 0 || _random.Next(2) == 0))
            Start(_machine.NextAttempt(ready[_random.Next(ready.Count)], _now)!);
        else if (executing.Count > 0)
            End(executing[_random.Next(executing.Count)]);
        else
            WaitForRepeat();
        _now += TimeSpan.FromMilliseconds(_random.Next(3) * 100);
    }

    private void Start(StartAttempt attempt)
    {
        if (_random.Next(6) == 0)
        {
            // Some that follow it stand with it, where none of them has begun.
            var last = attempt.Item;
            while (_random.Next(2) == 0 && last + 1 < attempt.Item + _machine.NextTogether(attempt.Step, _now))
                last++;
            Apply(new ItemReused(_now, attempt.Step, attempt.Item, last - attempt.Item + 1));
            for (var item = attempt.Item; item <= last; item++)
                _model.ItemReused(attempt.Step, item, _now);
            return;
        }

        var together = _machine.NextTogether(attempt.Step, _now);
        Refuse(new AttemptStarted(_now, attempt.Step, attempt.Item, attempt.Attempt, together + 1));
        var count = _random.Next(2) == 0 ? 1 : _random.NextInt64(1, together + 1);
        Apply(new AttemptStarted(_now, attempt.Step, attempt.Item, attempt.Attempt, count));
        _model.AttemptsStarted(attempt.Step, attempt.Item, attempt.Attempt, count, _now);
    }

    private void End(StartAttempt attempt)
    {
        // Those that execute with the same number may have been handed out together or not: both end together.
        var executing = _machine.Steps[attempt.Step].Executing;
        var count = 1L;
        while (_random.Next(2) == 0 && executing.GetValueOrDefault(attempt.Item + count) == attempt.Attempt)
            count++;
        if (_random.Next(5) == 0)
        {
            Apply(new AttemptsReturned(_now, attempt.Step, attempt.Item, count));
            _model.Returned(attempt.Step, attempt.Item, count);
            return;
        }

        if (count > 1)
        {
            Refuse(new AttemptEnded(_now, attempt.Step, attempt.Item, attempt.Attempt, AttemptOutcome.Failed, false, count));
            Apply(new AttemptEnded(_now, attempt.Step, attempt.Item, attempt.Attempt, AttemptOutcome.Succeeded, false, count));
            for (var item = attempt.Item; item < attempt.Item + count; item++)
                _model.AttemptEnded(attempt.Step, item, AttemptOutcome.Succeeded, false, _now);
            return;
        }

        var outcome = _random.Next(10) switch
        {
            < 5 => AttemptOutcome.Succeeded,
            < 7 => AttemptOutcome.Failed,
            7 => AttemptOutcome.TimedOut,
            8 => AttemptOutcome.Interrupted,
            _ => _machine.Cancelling ? AttemptOutcome.Cancelled : AttemptOutcome.Failed,
        };
        var transient = outcome == AttemptOutcome.Failed && _random.Next(2) == 0;
        Apply(new AttemptEnded(_now, attempt.Step, attempt.Item, attempt.Attempt, outcome, transient));
        _model.AttemptEnded(attempt.Step, attempt.Item, outcome, transient, _now);
    }

    private void WaitForRepeat()
    {
        var due = _model.NextDue(_now);
        Assert.NotNull(due);
        Assert.Empty(_machine.ReadySteps(due.Value - TimeSpan.FromTicks(1)));
        _now = due.Value;
    }

    private void Enact(Decision decision)
    {
        switch (decision)
        {
            case OpenStep { Step: var step } when _plan.Steps[step].Follows is { } before:
                var all = _machine.Steps[before].Items;
                Refuse(new StepOpened(_now, step, all + 1));
                Apply(new StepOpened(_now, step, all));
                _model.Opened(step, all, null);
                break;
            case OpenStep { Step: var step } when _plan.Steps[step].Conditional && _random.Next(3) == 0:
                Apply(new StepSkipped(_now, step, "its condition is false"));
                _model.Skipped(step, byCondition: true);
                break;
            case OpenStep { Step: var step } when _random.Next(12) == 0:
                Apply(new StepEnded(_now, step, StepStatus.Failed));
                _model.CouldNotOpen(step);
                break;
            case OpenStep { Step: var step }:
                var items = _random.Next(_edits.MostItems[step] + 1);
                items = _edits.MostItems[step] == 1 ? 1 : items;
                int? quarantine = _random.Next(2) == 0 ? null : _random.Next(1, 4);
                Apply(new StepOpened(_now, step, items, quarantine));
                _model.Opened(step, items, quarantine);
                break;
            case SkipStep skip:
                Apply(new StepSkipped(_now, skip.Step, skip.Reason));
                _model.Skipped(skip.Step, byCondition: false);
                break;
            case EndStep { Step: var step, Status: StepStatus.Failed } when _machine.Steps[step].Status == StepStatus.Pending:
                Apply(new StepEnded(_now, step, StepStatus.Failed));
                _model.CouldNotOpen(step);
                break;
            case EndStep end:
                Apply(new StepEnded(_now, end.Step, end.Status));
                _model.StepEnded(end.Step, end.Status);
                break;
            case EndRun end:
                Apply(new RunEnded(_now, end.Status));
                _model.Ended(end.Status);
                break;
            default:
                Assert.Fail($"an unknown decision: {decision}");
                break;
        }
    }

    private void Disturb()
    {
        _disturbances--;
        switch (_random.Next(8))
        {
            case 0:
                Apply(new CancelRequested(_now));
                _model.CancelRequested();
                break;
            case 1 or 2:
                HostDies();
                break;
            case 3:
                var continued = Continued();
                Apply(new RunPaused(_now, continued));
                _model.HostGone(continued, running: false);
                Assert.Null(_machine.Next());
                Assert.Empty(_machine.ReadySteps(_now));
                HostDies();
                break;
            default:
                foreach (var impossible in ImpossibleEvents.After(_machine, _plan, _now))
                    Refuse(impossible);
                break;
        }
    }

    private void ChangeDefinition()
    {
        _changes--;
        _plan = _edits.Next(_plan);
        Apply(new DefinitionChanged(_now, _plan));
        _model.DefinitionChanged(_plan);
    }

    /// <summary>All that is left is the log.</summary>
    private void HostDies()
    {
        var live = MachinePicture.Of(_machine, _plan, _now);
        _machine = new RunMachine(new RunPlan(_case.Steps));
        foreach (var happened in _log)
            _machine.Apply(happened);
        Assert.Equal(live, MachinePicture.Of(_machine, _plan, _now));
        var continued = Continued();
        Apply(new RunResumed(_now, continued));
        _model.HostGone(continued, running: true);
    }

    private ImmutableArray<ItemReference> Continued() =>
        [.. Executing().Where(_ => _random.Next(3) == 0).Select(attempt => new ItemReference(attempt.Step, attempt.Item))];

    private List<StartAttempt> Executing() =>
        [.. _machine.Steps.SelectMany((step, index) => step.Executing.OrderBy(entry => entry.Key).Select(entry => new StartAttempt(index, entry.Key, entry.Value)))];

    private void Refuse(RunEvent impossible)
    {
        var before = MachinePicture.Of(_machine, _plan, _now);
        var exception = Record.Exception(() => _machine.Apply(impossible));
        Assert.True(exception is InvalidRunEventException, $"{impossible} gave {exception?.ToString() ?? "no error"}");
        Assert.Equal(before, MachinePicture.Of(_machine, _plan, _now));
    }

    private void Apply(RunEvent happened)
    {
        _machine.Apply(happened);
        _log.Add(happened);
    }
}
