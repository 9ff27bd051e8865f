using System.Text.Json;
using System.Threading.Channels;
using Hearth.Host.Results;
using Hearth.Workers.Pool;
using Hearth.Workers.Protocol;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Runs;

/// <summary>
/// Drives one run: asks its machine what to do, does it, and tells it what happened. All state is touched by one flow of execution only;
/// others talk to it through messages.
/// </summary>
internal sealed class RunLoop : IRunHandle, IDisposable
{
    private readonly RunEnvironment _environment;
    private readonly RunProgram _program;
    private readonly RunLog _log;
    private readonly RunSteps _steps;
    private readonly RunMonitor _monitor;
    private readonly AttemptExecutor _executor;
    private readonly NestedAttempts _nested;
    private readonly Channel<RunMessage> _inbox = Channel.CreateUnbounded<RunMessage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TaskCompletionSource<RunStatus> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _cancelled = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly ExecutingAttempts _executing = new();
    private readonly AttemptPreparation _preparation;
    private readonly StoredResults _results;
    private readonly List<Action> _afterFlush = [];
    private StopKind? _stopping;
    private ITimer? _timer;

    public RunLoop(RunEnvironment environment, RunProgram program, RunLog log, JsonElement inputs, INestedRuns nested, PreviousRuns? previous = null, FreshSteps? fresh = null)
    {
        _environment = environment;
        _program = program;
        _log = log;
        fresh ??= FreshSteps.None;
        _monitor = new RunMonitor(log, program.Workflow, environment.Time);
        _steps = new RunSteps(environment, program, log, inputs);
        _results = new StoredResults(environment, program, log.Record.Id, _steps.ScopeOf);
        _preparation = new AttemptPreparation(environment.Pool, new CodeChoice(environment, program, log.Record.Id),
            new AttemptReuse(program.Workflow, fresh, _results, previous is null ? null : new ResultReuse(environment.Workspace, program, log.Record.Id, previous),
                step => log.Machine.Steps[step].Items), _inbox.Writer, _ended.Token);
        _nested = new NestedAttempts(nested, environment, program, _steps, log.Record.Id, previous, fresh, message => _inbox.Writer.TryWrite(message));
        _executor = new AttemptExecutor(environment, program, log.Record.Id, _monitor.Reports, _results);
    }

    /// <summary>A run that has ended before, for the one that it is nested in.</summary>
    public static RunLoop Ended(RunEnvironment environment, RunProgram program, RunLog log, JsonElement inputs, INestedRuns nested, JsonElement? outputs)
    {
        var loop = new RunLoop(environment, program, log, inputs, nested);
        loop._steps.Outputs = outputs;
        loop._completion.SetResult(log.Machine.Status!.Value);
        return loop;
    }

    public string Id => _log.Record.Id;

    public Task<RunStatus> Completion => _completion.Task;

    /// <summary>The outputs of a run that succeeded.</summary>
    public JsonElement? Outputs => _steps.Outputs;

    public void Cancel() => _inbox.Writer.TryWrite(new StopAsked(StopKind.Cancel));

    public void Drain() => _inbox.Writer.TryWrite(new StopAsked(StopKind.Drain));

    public void Stop() => _inbox.Writer.TryWrite(new StopAsked(StopKind.Stop));

    public async Task<RunSnapshot> SnapshotAsync(CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<RunSnapshot>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_inbox.Writer.TryWrite(new SnapshotAsked(answer)))
            return _monitor.Snapshot();
        // The loop may end with the question still unread.
        await Task.WhenAny(answer.Task, _completion.Task).WaitAsync(cancellationToken);
        return answer.Task.IsCompletedSuccessfully ? await answer.Task : _monitor.Snapshot();
    }

    /// <summary>Works until the run ends or is interrupted. Called once.</summary>
    /// <param name="first">What begins it: started, resumed or retried.</param>
    /// <param name="atEnd">Called before <see cref="Completion"/> is done: whoever waits for that may take the run up again at once.</param>
    public async Task RunAsync(RunEvent first, Action atEnd)
    {
        RunStatus? status = null;
        Exception? failure = null;
        try
        {
            _log.Add(first, update: RunSteps.Update(RunStatus.Running));
            _steps.Restore();
            ContinueNested();
            status = await LoopAsync();
            await StoredResults.SettleAsync(_environment.Results);
            await RunEnding.ReportAsync(_environment, _program.Workflow, Id, status.Value, _executor.Secrets);
        }
        catch (Exception exception)
        {
            // The log cannot be written (disk full), or the engine has a fault: nothing may go on unrecorded.
            _executing.Kill("its run's log cannot be written");
            failure = exception;
        }

        await CloseAsync();
        atEnd();
        if (failure is null)
            _completion.TrySetResult(status!.Value);
        else
            _completion.TrySetException(failure);
    }

    public void Dispose()
    {
        _cancelled.Dispose();
        _ended.Dispose();
    }

    private async Task CloseAsync()
    {
        _inbox.Writer.TryComplete();
        await _ended.CancelAsync();
        if (_timer is not null)
            await _timer.DisposeAsync();
        while (_inbox.Reader.TryRead(out var message))
            if (message is PreparedArrived { Prepared.IsCompletedSuccessfully: true } arrived)
                (await arrived.Prepared).Lease?.Dispose();
        foreach (var group in _steps.Groups())
            await _environment.Pool.CloseGroupAsync(group);
    }

    private async Task<RunStatus> LoopAsync()
    {
        while (true)
        {
            while (_inbox.Reader.TryRead(out var message))
                Handle(message);
            while (NextDecision() is { } decision)
                await EnactAsync(decision);
            if (_log.Machine.Status is { } status and not RunStatus.Running)
            {
                await _log.FlushAsync();
                return status;
            }

            if (_stopping is StopKind.Stop || (_stopping is StopKind.Drain && _executing.Count == 0))
                return await PauseAsync();
            StartReady();
            await _log.FlushAsync();
            RunAfterFlush();
            Schedule();
            // What was taken over at once may have been the rest of a step: then nobody else will say so.
            if (NextDecision() is not null)
                continue;
            if (!await _inbox.Reader.WaitToReadAsync())
                throw new InvalidOperationException("The run's inbox is closed while it runs.");
        }
    }

    /// <summary>A run that drains may still end; it opens nothing new.</summary>
    private Decision? NextDecision() =>
        _stopping is not StopKind.Stop && _log.Machine.Next() is { } decision && !(decision is OpenStep && _stopping is StopKind.Drain) ? decision : null;

    private async Task EnactAsync(Decision decision)
    {
        switch (decision)
        {
            case OpenStep open:
                _steps.Open(open.Step);
                break;
            case SkipStep skip:
                _steps.Skip(skip.Step, skip.Reason);
                break;
            case EndStep end:
                if (await _steps.EndAsync(end.Step, end.Status, _ended.Token) is { } outputs)
                    _results.KeepBlocks(end.Step, _log.Machine.Steps[end.Step].Items, outputs);
                if (_steps.GroupOf(end.Step) is { } group && _program.Workflow.Steps[end.Step].Isolation == WorkflowIsolation.Step)
                    await _environment.Pool.CloseGroupAsync(group);
                break;
            case EndRun end:
                _steps.EndRun(end.Status);
                break;
            default:
                throw new InvalidOperationException($"Unknown decision {decision}.");
        }
    }

    private void StartReady()
    {
        if (_stopping is not null)
            return;
        var now = _environment.Time.GetUtcNow();
        foreach (var step in _log.Machine.ReadySteps(now).ToList())
        {
            if (_program.Workflow.Steps[step].Workflow is not null)
            {
                while (_log.Machine.NextAttempt(step, now) is { } attempt)
                    StartNested(attempt);
                continue;
            }

            // As long as workers are free they come at once.
            while (_log.Machine.NextAttempt(step, now) is { } next && _preparation.TryPrepare(next, _steps.ScopeOf(next), _steps.GroupOf(step)) is { } prepared)
                Begin(step, prepared);
        }
    }

    private void Handle(RunMessage message)
    {
        switch (message)
        {
            case PreparedArrived arrived:
                _preparation.Arrived(arrived.Step);
                Take(arrived);
                break;
            case AttemptFinished finished:
                End(finished.Attempt, finished.Evidence);
                break;
            case NestedFinished finished:
                EndNested(finished);
                break;
            case StopAsked asked:
                BeginStop(asked.Kind);
                break;
            case SnapshotAsked asked:
                asked.Answer.TrySetResult(_monitor.Snapshot());
                break;
        }
    }

    private void Take(PreparedArrived arrived)
    {
        if (arrived.Prepared.IsCompletedSuccessfully)
        {
            Begin(arrived.Step, arrived.Prepared.Result);
            return;
        }

        // No worker can be had: the attempt fails with the reason, and the step's retry decides.
        if (_stopping is null && _log.Machine.NextAttempt(arrived.Step, _environment.Time.GetUtcNow()) is { } attempt)
        {
            _log.Add(new AttemptStarted(_environment.Time.GetUtcNow(), attempt.Step, attempt.Item, attempt.Attempt));
            _executing.Add(attempt, new ExecutingAttempt(null, null));
            End(attempt, AttemptEvidence.Failed(AttemptError.Of(AttemptErrorIds.CannotStartWorker, arrived.Prepared.Exception?.InnerException?.Message ?? "No worker can be had.")));
        }
    }

    private void Begin(int step, PreparedAttempt prepared)
    {
        var now = _environment.Time.GetUtcNow();
        if (_stopping is not null || _log.Machine.NextAttempt(step, now) is not { } attempt)
        {
            prepared.Lease?.Dispose();
            return;
        }

        if (prepared.Lease is not { } lease)
        {
            // Another item may have become the next one meanwhile; then this one's turn comes again.
            if (prepared.For == attempt)
                _log.Add(new ItemReused(now, step, attempt.Item, prepared.Reused!.Count), prepared.Reused.Data);
            return;
        }

        var reason = prepared.Reason.Length == 0 ? null : prepared.Reason;
        _log.Add(new AttemptStarted(now, step, attempt.Item, attempt.Attempt), new EventData { Worker = lease.Worker, Code = prepared.Version?.Key, Reason = reason });
        _executing.Add(attempt, new ExecutingAttempt(lease, null));
        if (prepared.Version is { } version)
        {
            _afterFlush.Add(() => _ = ExecuteAsync(attempt, version, lease));
            return;
        }

        lease.Dispose();
        End(attempt, AttemptEvidence.Failed(prepared.Error!));
    }

    private async Task ExecuteAsync(StartAttempt attempt, TaskVersion version, WorkerLease lease)
    {
        AttemptEvidence evidence;
        try
        {
            // Away from the loop: expressions and schemas of one item must not hold up the others.
            await Task.Yield();
            evidence = await _executor.ExecuteAsync(_program.Workflow.Steps[attempt.Step], attempt, version, _steps.ScopeOf(attempt), lease, _cancelled.Token);
        }
        catch (Exception exception)
        {
            evidence = AttemptEvidence.Failed(AttemptError.Of(AttemptErrorIds.Threw, $"The host failed to execute the attempt: {exception.Message}"));
        }

        // Before the worker is free: otherwise more would execute, as far as the log knows, than there are workers.
        if (evidence is { Outcome: AttemptOutcome.Succeeded, Identity: { } identity, Output: { } output })
            evidence = evidence with { Note = await _results.KeepAsync(_program.Workflow.Steps[attempt.Step], attempt, identity, output, CancellationToken.None) };
        lease.Dispose();
        _inbox.Writer.TryWrite(new AttemptFinished(attempt, evidence));
    }

    private void End(StartAttempt attempt, AttemptEvidence evidence)
    {
        if (!_executing.Remove(attempt))
            return;
        _log.Add(new AttemptEnded(_environment.Time.GetUtcNow(), attempt.Step, attempt.Item, attempt.Attempt, evidence.Outcome, evidence.Error?.Transient ?? false),
            evidence.DataIn(_environment.Values));
    }

    private void StartNested(StartAttempt attempt)
    {
        _log.Add(new AttemptStarted(_environment.Time.GetUtcNow(), attempt.Step, attempt.Item, attempt.Attempt), new EventData { Run = _nested.IdOf(attempt) });
        var executing = _executing.Add(attempt, new ExecutingAttempt(null, null));
        _afterFlush.Add(() => _nested.Begin(attempt, executing));
    }

    private void EndNested(NestedFinished finished)
    {
        if (_executing.Find(finished.Attempt) is not { } executing)
            return;
        executing.Limit?.Dispose();
        if (finished.Nested.Completion is { IsCompletedSuccessfully: true, Result: RunStatus.Interrupted })
        {
            // It goes on with this run, as the same attempt.
            _executing.Remove(finished.Attempt);
            _stopping ??= StopKind.Drain;
            return;
        }

        End(finished.Attempt, _nested.Evidence(finished.Nested, executing));
    }

    private void ContinueNested()
    {
        for (var step = 0; step < _log.Plan.Steps.Length; step++)
            foreach (var (item, number) in _log.Machine.Steps[step].Executing)
            {
                var attempt = new StartAttempt(step, item, number);
                var executing = _executing.Add(attempt, new ExecutingAttempt(null, null));
                _afterFlush.Add(() => _nested.Begin(attempt, executing));
            }
    }

    private void BeginStop(StopKind kind)
    {
        if (_stopping >= kind)
            return;
        _stopping = kind;
        switch (kind)
        {
            case StopKind.Drain:
                _executing.Drain();
                _timer?.Dispose();
                _timer = _environment.Time.CreateTimer(_ => Stop(), null, _environment.Settings.Drain, Timeout.InfiniteTimeSpan);
                break;
            case StopKind.Cancel:
                _log.Add(new CancelRequested(_environment.Time.GetUtcNow()));
                _executing.Cancel();
                _ = _cancelled.CancelAsync();
                break;
            default:
                _executing.Kill("the run was stopped at once");
                break;
        }
    }

    private async Task<RunStatus> PauseAsync()
    {
        if (_log.Machine.Cancelling)
        {
            // A cancelled run that is stopped at once is over: nothing of it is to be done later.
            foreach (var item in _executing.Items)
                End(new StartAttempt(item.Step, item.Item, _log.Machine.Steps[item.Step].Executing[item.Item]),
                    new AttemptEvidence(AttemptOutcome.Cancelled, null, AttemptError.Of(AttemptErrorIds.Cancelled, "The run was cancelled."), default));
            while (_log.Machine.Next() is { } decision)
                await EnactAsync(decision);
            await _log.FlushAsync();
            return _log.Machine.Status!.Value;
        }

        List<ItemReference> nested = [.. _log.Machine.Steps.SelectMany((step, index) =>
            _program.Workflow.Steps[index].Workflow is null ? [] : step.Executing.Keys.Select(item => new ItemReference(index, item)))];
        _log.Add(new RunPaused(_environment.Time.GetUtcNow(), nested), update: RunSteps.Update(RunStatus.Interrupted));
        await _log.FlushAsync();
        return RunStatus.Interrupted;
    }

    private void RunAfterFlush()
    {
        foreach (var action in _afterFlush)
            action();
        _afterFlush.Clear();
    }

    private void Schedule()
    {
        var now = _environment.Time.GetUtcNow();
        if (_stopping is not null || _log.Machine.NextDue(now) is not { } due)
            return;
        _timer?.Dispose();
        _timer = _environment.Time.CreateTimer(_ => _inbox.Writer.TryWrite(new TimePassed()), null, due - now, Timeout.InfiniteTimeSpan);
    }
}
