using System.Text.Json;
using System.Threading.Channels;
using Hearth.Host.Results;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Runs;

/// <summary>
/// Drives one run: asks its machine what to do, does it, and tells it what happened. All state is touched by one flow of execution only;
/// others talk to it through messages.
/// </summary>
internal sealed class RunLoop : IRunHandle, IDisposable
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);
    private readonly RunEnvironment _environment;
    private readonly CurrentProgram _program;
    private readonly RunLog _log;
    private readonly RunSteps _steps;
    private readonly RunMonitor _monitor;
    private readonly RunAttempts _attempts;
    private readonly DefinitionFollowing _following;
    private readonly Channel<RunMessage> _inbox = Channel.CreateUnbounded<RunMessage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TaskCompletionSource<RunStatus> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _ended = new();
    private StopKind? _stopping;
    private ITimer? _timer;

    /// <param name="environment">The host's.</param>
    /// <param name="program">What it executes.</param>
    /// <param name="log">Its log.</param>
    /// <param name="newest">Finds newer definitions.</param>
    /// <param name="sources">What its attempts may begin and take over.</param>
    public RunLoop(RunEnvironment environment, RunProgram program, RunLog log, NewestDefinition newest, AttemptSources sources)
    {
        _environment = environment;
        _program = new CurrentProgram(program);
        _log = log;
        _monitor = new RunMonitor(log, environment.Time);
        _steps = new RunSteps(environment, _program, log);
        _following = new DefinitionFollowing(environment, log, newest, _inbox.Writer, _ended.Token);
        _attempts = new RunAttempts(environment, _program, log, _steps, _monitor.Reports, _following, sources, _inbox.Writer, _ended.Token);
        _monitor.Workers = _attempts.WorkersOf;
    }

    /// <summary>Stands for a run that has ended before, for the one that it is nested in. Called instead of <see cref="RunAsync"/>.</summary>
    /// <param name="outputs">Its outputs.</param>
    /// <returns>The run.</returns>
    public RunLoop Ended(JsonElement? outputs)
    {
        _steps.Outputs = outputs;
        _completion.SetResult(_log.Machine.Status!.Value);
        return this;
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
            await JournalRecovery.AddToAsync(_log, _environment, _program.Now.Code, CancellationToken.None);
            _log.Add(first, update: RunSteps.Update(RunStatus.Running));
            await _log.FlushAsync();
            JournalRecovery.Delete(_log, _environment);
            // A retry may do steps again that began by an older definition.
            _program.Replace(_program.Now with { Workflow = _log.Definition.Followed.InForce });
            _steps.Restore();
            _attempts.ContinueNested();
            status = await LoopAsync();
            JournalRecovery.Delete(_log, _environment);
            await StoredResults.SettleAsync(_environment.Results);
            await RunEnding.ReportAsync(_environment, _program.Now.Workflow, Id, status.Value, _attempts.Secrets);
        }
        catch (Exception exception)
        {
            // The log cannot be written (disk full), or the engine has a fault: nothing may go on unrecorded.
            _attempts.Kill("its run's log cannot be written");
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
        _attempts.Dispose();
        _ended.Dispose();
    }

    private async Task CloseAsync()
    {
        _inbox.Writer.TryComplete();
        await _ended.CancelAsync();
        if (_timer is not null)
            await _timer.DisposeAsync();
        while (_inbox.Reader.TryRead(out var message))
            switch (message)
            {
                case PreparedArrived { Prepared.IsCompletedSuccessfully: true } arrived:
                    (await arrived.Prepared).Lease?.Dispose();
                    break;
                case BatchOver over:
                    over.Batch.Lease.Dispose();
                    break;
            }

        _attempts.GiveBack();
        _steps.Close();
        _log.Dispose();
        foreach (var group in _steps.Groups)
            await _environment.Pool.CloseGroupAsync(group);
    }

    private async Task<RunStatus> LoopAsync()
    {
        while (true)
        {
            _following.Expire();
            while (_inbox.Reader.TryRead(out var message))
                Handle(message);
            while (NextDecision() is { } decision)
                await EnactAsync(decision);
            if (_log.Machine.Status is { } status and not RunStatus.Running)
            {
                await _log.FlushAsync();
                return status;
            }

            if (_stopping is StopKind.Stop || (_stopping is StopKind.Drain && _attempts.Count == 0))
                return await PauseAsync();
            _attempts.StartReady();
            await _log.AppendAsync();
            _attempts.HandOut();
            // While the workers have something to do.
            _log.WriteResults();
            Schedule();
            // What was taken over at once may have been the rest of a step: then nobody else will say so.
            if (NextDecision() is not null)
                continue;
            if (!await _inbox.Reader.WaitToReadAsync())
                throw new InvalidOperationException("The run's inbox is closed while it runs.");
        }
    }

    /// <summary>A run that drains may still end; it opens nothing new. What depends on the definition is decided by the newest.</summary>
    private Decision? NextDecision()
    {
        if (_stopping is StopKind.Stop || _log.Machine.Next() is not { } decision || (decision is OpenStep && _stopping is StopKind.Drain))
            return null;
        return decision is EndStep || _stopping is not null || _following.IsCurrent(isFurtherItem: false) ? decision : null;
    }

    private async Task EnactAsync(Decision decision)
    {
        switch (decision)
        {
            case OpenStep open:
                await _steps.OpenAsync(open.Step, _ended.Token);
                break;
            case SkipStep skip:
                _steps.Skip(skip.Step, skip.Reason);
                break;
            case EndStep end:
                if (await _steps.EndAsync(end, _ended.Token) is { } outputs)
                    _attempts.KeepBlocks(end.Step, outputs);
                if (_steps.GroupOf(end.Step) is { } group && _program.Step(end.Step).Isolation == WorkflowIsolation.Step && _steps.IsLast(end.Step))
                    await _environment.Pool.CloseGroupAsync(group);
                // A step that was added may be able to begin, though nothing of the older definition is.
                if (_stopping is null)
                    _following.Look();
                break;
            case EndRun end:
                // Files of results are made of what is flushed: they are whole before the run is said to be over.
                await _log.FlushAsync();
                _steps.EndRun(end.Status);
                break;
            default:
                throw new InvalidOperationException($"Unknown decision {decision}.");
        }
    }

    private void Handle(RunMessage message)
    {
        switch (message)
        {
            case PreparedArrived arrived:
                _attempts.Take(arrived);
                break;
            case DefinitionArrived arrived:
                _following.Arrived();
                Take(arrived.Look.GetAwaiter().GetResult());
                _attempts.BeginHeld();
                break;
            case AttemptFinished finished:
                _attempts.End(finished.Attempt, finished.Evidence);
                break;
            case ItemsEnded ended:
                _attempts.End(ended);
                break;
            case ItemsReturned returned:
                _attempts.TakeBack(returned.Batch, returned.Ranges);
                break;
            case BatchOver over:
                _attempts.End(over);
                break;
            case NestedFinished finished:
                if (_attempts.EndNested(finished))
                    BeginStop(StopKind.Drain);
                break;
            case StopAsked asked:
                BeginStop(asked.Kind);
                break;
            case SnapshotAsked asked:
                asked.Answer.TrySetResult(_monitor.Snapshot());
                break;
        }
    }

    /// <summary>From here on the run is of a newer definition.</summary>
    private void Take(NewerDefinition? newer)
    {
        if (newer is null || _stopping is not null)
            return;
        newer.AddTo(_log, _environment);
        var before = _program.Now;
        // Which code it takes was decided when it began.
        _program.Replace(newer.Program with { Workflow = _log.Definition.Followed.InForce, Code = before.Code, IsPinned = before.IsPinned });
        _steps.Restore();
    }

    private void BeginStop(StopKind kind)
    {
        if (_stopping >= kind)
            return;
        _stopping = kind;
        if (kind == StopKind.Cancel)
            _log.Add(new CancelRequested(_environment.Time.GetUtcNow()));
        _attempts.Stop(kind);
        if (kind == StopKind.Drain)
        {
            _timer?.Dispose();
            _timer = _environment.Time.CreateTimer(_ => Stop(), null, _environment.Settings.Drain, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>What workers had finished when they were ended is told before the run is said to have stopped. They end at once, so that this is short.</summary>
    private async Task SettleAsync()
    {
        var started = _environment.Time.GetTimestamp();
        while (_attempts.HasBatches && _environment.Time.GetElapsedTime(started) is var waited && waited < StopPatience)
        {
            using var patience = new CancellationTokenSource(StopPatience - waited, _environment.Time);
            try
            {
                await _inbox.Reader.WaitToReadAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            while (_inbox.Reader.TryRead(out var message))
                if (message is ItemsEnded or ItemsReturned or BatchOver or SnapshotAsked)
                    Handle(message);
                else if (message is PreparedArrived { Prepared.IsCompletedSuccessfully: true } arrived)
                    (await arrived.Prepared).Lease?.Dispose();
        }
    }

    private async Task<RunStatus> PauseAsync()
    {
        await SettleAsync();
        if (_log.Machine.Cancelling)
        {
            // A cancelled run that is stopped at once is over: nothing of it is to be done later.
            _attempts.EndAll();
            while (_log.Machine.Next() is { } decision)
                await EnactAsync(decision);
            await _log.FlushAsync();
            return _log.Machine.Status!.Value;
        }

        _log.Add(new RunPaused(_environment.Time.GetUtcNow(), _log.Nested), update: RunSteps.Update(RunStatus.Interrupted));
        await _log.FlushAsync();
        return RunStatus.Interrupted;
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
