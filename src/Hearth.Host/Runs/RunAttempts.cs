using System.Collections.Immutable;
using System.Globalization;
using System.Threading.Channels;
using Hearth.Host.Results;
using Hearth.Workers.Pool;
using Hearth.Workers.Protocol;
using Hearth.Workers.Secrets;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Runs;

/// <summary>Begins and ends the attempts of one run. Nothing is handed to a worker or told before its event is flushed. Used by the run's loop only.</summary>
internal sealed class RunAttempts : IDisposable
{
    private readonly RunEnvironment _environment;
    private readonly CurrentProgram _program;
    private readonly RunLog _log;
    private readonly RunSteps _steps;
    private readonly DefinitionFollowing _following;
    private readonly ChannelWriter<RunMessage> _inbox;
    private readonly AttemptPreparation _preparation;
    private readonly AttemptExecutor _executor;
    private readonly AttemptReports _reports;
    private readonly NestedAttempts _nested;
    private readonly StoredResults _results;
    private readonly ItemExecutor _items;
    private readonly ExecutingAttempts _executing = new();
    private readonly BatchSet _batches = new();
    private readonly bool _isWatched;
    private long _journals;
    private readonly CancellationTokenSource _cancelled = new();
    private readonly List<Action> _afterFlush = [];
    private readonly List<(int Step, PreparedAttempt Prepared)> _held = [];

    /// <param name="environment">The host's.</param>
    /// <param name="program">What the run executes.</param>
    /// <param name="log">The run's.</param>
    /// <param name="steps">Its steps.</param>
    /// <param name="reports">Where what attempts say goes.</param>
    /// <param name="following">Looks for newer definitions.</param>
    /// <param name="sources">What the run may begin and take over.</param>
    /// <param name="inbox">The loop's.</param>
    /// <param name="ended">The run's end.</param>
    public RunAttempts(RunEnvironment environment, CurrentProgram program, RunLog log, RunSteps steps, AttemptReports reports, DefinitionFollowing following,
        AttemptSources sources, ChannelWriter<RunMessage> inbox, CancellationToken ended)
    {
        (_environment, _program, _log, _steps, _following, _inbox) = (environment, program, log, steps, following, inbox);
        _results = new StoredResults(environment, program, log.Record.Id, sources.Fresh, steps.ScopeOf);
        var watched = sources.Previous is { } previous ? new ResultReuse(environment.Workspace, log.Record.Id, previous) : null;
        _preparation = new AttemptPreparation(environment.Pool, new CodeChoice(environment, program, log.Record.Id),
            new AttemptReuse(sources.Fresh, _results, watched, attempt => attempt.Item + Math.Max(1, log.Machine.NextTogether(attempt.Step, environment.Time.GetUtcNow()))), inbox, ended);
        _nested = new NestedAttempts(sources.Nested, environment, program, steps, log.Record.Id, sources.Previous, sources.Fresh, message => inbox.TryWrite(message));
        _executor = new AttemptExecutor(environment, program, log.Record.Id, reports, _results);
        _items = new ItemExecutor(environment, program, log.Record.Id, steps.ScopeOf, () => _executor.Secrets);
        (_reports, _isWatched) = (reports, watched is not null);
    }

    /// <summary>How many execute.</summary>
    public int Count => _executing.Count + _batches.Count;

    /// <summary>The secrets that attempts were given.</summary>
    public SecretRedactor Secrets => _executor.Secrets;

    /// <summary>Whether nothing new begins.</summary>
    public bool IsStopping { get; private set; }

    /// <summary>What the workers of a step do now.</summary>
    public ImmutableArray<WorkerSnapshot> WorkersOf(int step) => [.. _batches.WorkersOf(step).Concat(_executing.WorkersOf(step, _environment.Time)).OrderBy(worker => worker.Worker, StringComparer.Ordinal)];

    /// <summary>Begins all that can begin now.</summary>
    public void StartReady()
    {
        if (IsStopping)
            return;
        var now = _environment.Time.GetUtcNow();
        foreach (var step in _log.Machine.ReadySteps(now).ToList())
            if (_program.Step(step).Workflow is not null)
            {
                while (Next(step, now) is { } attempt)
                    StartNested(attempt);
            }
            else
            {
                // As long as workers are free they come at once.
                while (Next(step, now) is { } next && _preparation.TryPrepare(next, _program.Step(step), _steps.ScopeOf(next), _steps.GroupOf(step)) is { } prepared)
                    Begin(step, prepared);
            }
    }

    /// <summary>What an attempt needs is there, or cannot be had.</summary>
    public void Take(PreparedArrived arrived)
    {
        _preparation.Arrived(arrived.Step);
        if (arrived.Prepared.IsCompletedSuccessfully)
        {
            Begin(arrived.Step, arrived.Prepared.Result);
            return;
        }

        // No worker can be had: the attempt fails with the reason, and the step's retry decides. For another definition it is prepared anew.
        if (!IsStopping && ReferenceEquals(arrived.Definition, _program.Step(arrived.Step)) && _log.Machine.NextAttempt(arrived.Step, _environment.Time.GetUtcNow()) is { } attempt)
        {
            _log.Add(new AttemptStarted(_environment.Time.GetUtcNow(), attempt.Step, attempt.Item, attempt.Attempt));
            _executing.Add(attempt, new ExecutingAttempt(null, null, _environment.Time.GetTimestamp()));
            End(attempt, AttemptEvidence.Failed(AttemptError.Of(AttemptErrorIds.CannotStartWorker, arrived.Prepared.Exception?.InnerException?.Message ?? "No worker can be had.")));
        }
    }

    /// <summary>The newest definition is known: begins what waited for that.</summary>
    public void BeginHeld()
    {
        (int Step, PreparedAttempt Prepared)[] held = [.. _held];
        _held.Clear();
        foreach (var (step, prepared) in held)
            Begin(step, prepared);
    }

    public void End(StartAttempt attempt, AttemptEvidence evidence)
    {
        if (!_executing.Remove(attempt))
            return;
        evidence = Quarantined(attempt, evidence);
        _log.Add(new AttemptEnded(_environment.Time.GetUtcNow(), attempt.Step, attempt.Item, attempt.Attempt, evidence.Outcome, evidence.Error?.Transient ?? false),
            evidence.DataIn(_environment.Values));
    }

    /// <returns>Whether the nested run was only interrupted: then it goes on with this run, as the same attempt.</returns>
    public bool EndNested(NestedFinished finished)
    {
        if (_executing.Find(finished.Attempt) is not { } executing)
            return false;
        executing.Limit?.Dispose();
        if (finished.Nested.Completion is { IsCompletedSuccessfully: true, Result: RunStatus.Interrupted })
            return _executing.Remove(finished.Attempt);
        End(finished.Attempt, _nested.Evidence(finished.Nested, executing));
        return false;
    }

    /// <summary>Goes on with the nested runs that outlived the host before.</summary>
    public void ContinueNested()
    {
        for (var step = 0; step < _log.Plan.Steps.Length; step++)
            foreach (var (item, number) in _log.Machine.Steps[step].Executing)
                Hand(new StartAttempt(step, item, number));
    }

    /// <summary>Notes which results of a mapped step that has ended may stand together.</summary>
    public void KeepBlocks(int step, StoredArray outputs) => _results.KeepBlocks(step, _log.Machine.Steps[step].Items, outputs);

    /// <summary>Nothing new begins; what executes is treated as the kind says.</summary>
    public void Stop(StopKind kind)
    {
        IsStopping = true;
        switch (kind)
        {
            case StopKind.Drain:
                _batches.Drain();
                _executing.Drain();
                break;
            case StopKind.Cancel:
                _batches.Cancel();
                _executing.Cancel();
                _ = _cancelled.CancelAsync();
                break;
            default:
                Kill("the run was stopped at once");
                break;
        }
    }

    public void Kill(string because)
    {
        _batches.Kill(because);
        _executing.Kill(because);
    }

    /// <summary>Whether batches are under way: what they finished may not be told yet.</summary>
    public bool HasBatches => _batches.Count > 0;

    /// <summary>Items of a batch ended.</summary>
    public void End(ItemsEnded ended)
    {
        if (!_batches.Has(ended.Batch))
            return;
        foreach (var (happened, data) in ItemEntries.Of(ended.Batch.Work, ended.Outcomes, _environment.Time.GetUtcNow(), _environment.Values, Quarantined))
            _log.Add(happened, data);
    }

    /// <summary>Items of a batch were not begun.</summary>
    public void TakeBack(ItemBatch batch, IReadOnlyList<ItemRange> ranges)
    {
        if (!_batches.Has(batch))
            return;
        foreach (var range in ranges)
            _log.Add(new AttemptsReturned(_environment.Time.GetUtcNow(), batch.Work.First.Step, range.First, range.Count));
    }

    /// <summary>A batch is over; a worker that finds nothing to do now takes from those that others have not begun.</summary>
    public void End(BatchOver over)
    {
        TakeBack(over.Batch, over.Ranges);
        over.Batch.Lease.Dispose();
        // What it says is in the run's log by then.
        _afterFlush.Add(() => DeleteJournal(over.Batch.Work));
        if (!_batches.Remove(over.Batch, over.Items, over.Time))
            return;
        var step = over.Batch.Work.First.Step;
        if (!IsStopping && _log.Machine.NextTogether(step, _environment.Time.GetUtcNow()) == 0)
            _batches.Share(step);
    }

    /// <summary>Ends what executes as cancelled, without waiting for it.</summary>
    public void EndAll()
    {
        _batches.Clear();
        foreach (var item in _executing.Items)
            End(new StartAttempt(item.Step, item.Item, _log.Machine.Steps[item.Step].Executing[item.Item]),
                new AttemptEvidence(AttemptOutcome.Cancelled, null, AttemptError.Of(AttemptErrorIds.Cancelled, "The run was cancelled."), default));
        for (var step = 0; step < _log.Plan.Steps.Length; step++)
            foreach (var (item, attempt) in _log.Machine.Steps[step].Executing.ToList())
                _log.Add(new AttemptEnded(_environment.Time.GetUtcNow(), step, item, attempt, AttemptOutcome.Cancelled, false),
                    new EventData { Error = AttemptError.Of(AttemptErrorIds.Cancelled, "The run was cancelled.") });
    }

    /// <summary>Hands out what was begun: call when it is flushed.</summary>
    public void HandOut()
    {
        foreach (var action in _afterFlush)
            action();
        _afterFlush.Clear();
    }

    /// <summary>Gives back what was prepared and will not begin any more.</summary>
    public void GiveBack()
    {
        foreach (var (_, prepared) in _held)
            GiveBack(prepared);
        _held.Clear();
    }

    public void Dispose() => _cancelled.Dispose();

    /// <summary>The next attempt of a step that may begin, as the newest definition has it.</summary>
    private StartAttempt? Next(int step, DateTimeOffset now) =>
        _log.Machine.NextAttempt(step, now) is { } next && _following.IsCurrent(IsFurther(next)) ? next : null;

    private static bool IsFurther(StartAttempt attempt) => attempt is { Attempt: 1, Item: > 0 };

    private static void GiveBack(PreparedAttempt prepared)
    {
        prepared.Lease?.Dispose();
        StoredResults.GiveUp(prepared.Reused);
    }

    private void Begin(int step, PreparedAttempt prepared)
    {
        var now = _environment.Time.GetUtcNow();
        // While it waited for a worker the definition may have changed: then it is prepared anew.
        if (IsStopping || _log.Machine.NextAttempt(step, now) is not { } attempt || !ReferenceEquals(prepared.Definition, _program.Step(step)))
        {
            GiveBack(prepared);
            return;
        }

        if (!_following.IsCurrent(IsFurther(attempt)))
        {
            _held.Add((step, prepared));
            return;
        }

        if (prepared.Lease is not { } lease)
        {
            // Another item may have become the next one meanwhile; then this one's turn comes again.
            if (prepared.For != attempt)
            {
                GiveBack(prepared);
                return;
            }

            _log.Add(new ItemReused(now, step, attempt.Item, prepared.Reused!.Count), prepared.Reused.Data);
            _results.TakenOver(attempt, prepared.Reused);
            return;
        }

        // Another item may have come up while this one waited for a worker: of that it is not known yet whether anything stands for it.
        if (_preparation.IsForAnother(prepared, attempt))
        {
            GiveBack(prepared);
            return;
        }

        var reason = prepared.Reason.Length == 0 ? null : prepared.Reason;
        if (prepared.Version is { } code && IsBatchable(prepared.Definition))
        {
            BeginBatch(attempt, prepared.Definition, code, lease);
            return;
        }

        _log.Add(new AttemptStarted(now, step, attempt.Item, attempt.Attempt), new EventData { Worker = lease.Worker, Code = prepared.Version?.Key, Reason = reason });
        _results.Begun(attempt);
        _executing.Add(attempt, new ExecutingAttempt(lease, null, _environment.Time.GetTimestamp()));
        if (prepared.Version is { } version)
        {
            _afterFlush.Add(() => _ = ExecuteAsync(prepared.Definition, attempt, version, lease));
            return;
        }

        lease.Dispose();
        End(attempt, AttemptEvidence.Failed(prepared.Error!));
    }

    private static void DeleteJournal(BatchWork work)
    {
        if (File.Exists(work.Journal))
            File.Delete(work.Journal);
    }

    /// <summary>None where any step reads a secret: what a worker returns may hold it, and only the host knows all that there are.</summary>
    private string NextJournal() => _program.Now.Workflow.Steps.Any(step => !step.With.References.Secrets.IsEmpty) ? ""
        : Path.Combine(RunFiles.Journals(_environment.Workspace.RunDirectory(_log.Record.Id)), (++_journals).ToString("d8", CultureInfo.InvariantCulture));

    /// <summary>Whether its items need nothing but their code: what waits for a vault, a store or the kept results goes one by one.</summary>
    private bool IsBatchable(StepDefinition step) =>
        step is { Map: not null, Store: null, Cache: null } && step.With.References.Secrets.IsEmpty && Secrets.IsEmpty && !_isWatched;

    private void BeginBatch(StartAttempt attempt, StepDefinition definition, TaskVersion version, WorkerLease lease)
    {
        var now = _environment.Time.GetUtcNow();
        var state = _log.Machine.Steps[attempt.Step];
        var map = definition.Map!;
        var together = _log.Machine.NextTogether(attempt.Step, now);
        var count = map.BatchSize is { } size ? Math.Min(size, together)
            : _batches.SizeOf(attempt.Step, together, state.Items - state.Succeeded - state.Failed - state.Dropped - state.Executing.Count, Math.Min(_environment.Pool.Count, map.Concurrency ?? int.MaxValue));
        _log.Add(new AttemptStarted(now, attempt.Step, attempt.Item, attempt.Attempt, count), new EventData { Worker = lease.Worker, Code = version.Key });
        var batch = new ItemBatch(new BatchWork(definition, attempt, count, version, _steps.ItemsOf(attempt.Step)) { IsFixed = map.BatchSize is not null, Journal = NextJournal() }, lease, _items, _reports, _environment.Time, message => _inbox.TryWrite(message));
        _batches.Add(batch);
        _afterFlush.Add(() => _ = batch.RunAsync());
    }

    /// <summary>The evidence of an attempt that ended with its worker, where there is no further one.</summary>
    private AttemptEvidence Quarantined(StartAttempt attempt, AttemptEvidence evidence)
    {
        var state = _log.Machine.Steps[attempt.Step];
        return evidence.Outcome != AttemptOutcome.Interrupted || state.Quarantine is not { } most || state.DeathsOf(attempt.Item) + 1 < most ? evidence : evidence with
        {
            Error = AttemptError.Of(AttemptErrorIds.Quarantined, $"The item is quarantined: {most} {(most == 1 ? "attempt" : "attempts")} ended with the worker. The last one: {evidence.Error!.Message}"),
        };
    }

    private async Task ExecuteAsync(StepDefinition step, StartAttempt attempt, TaskVersion version, WorkerLease lease)
    {
        AttemptEvidence evidence;
        try
        {
            // Away from the loop: expressions and schemas of one item must not hold up the others.
            await Task.Yield();
            evidence = await _executor.ExecuteAsync(step, attempt, version, _steps.ScopeOf(attempt), lease, _cancelled.Token);
        }
        catch (Exception exception)
        {
            evidence = AttemptEvidence.Failed(AttemptError.Of(AttemptErrorIds.Threw, $"The host failed to execute the attempt: {exception.Message}"));
        }

        // Before the worker is free: otherwise more would execute, as far as the log knows, than there are workers.
        if (evidence is { Outcome: AttemptOutcome.Succeeded, Identity: { } identity, Output: { } output })
            evidence = evidence with { Note = await _results.KeepAsync(step, attempt, identity, output, CancellationToken.None) };
        lease.Dispose();
        _inbox.TryWrite(new AttemptFinished(attempt, evidence));
    }

    private void StartNested(StartAttempt attempt)
    {
        _log.Add(new AttemptStarted(_environment.Time.GetUtcNow(), attempt.Step, attempt.Item, attempt.Attempt), new EventData { Run = _nested.IdOf(attempt) });
        Hand(attempt);
    }

    private void Hand(StartAttempt attempt)
    {
        var executing = _executing.Add(attempt, new ExecutingAttempt(null, null, _environment.Time.GetTimestamp()));
        _afterFlush.Add(() => _nested.Begin(attempt, executing));
    }
}
