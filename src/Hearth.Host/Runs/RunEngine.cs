using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Hearth.Coherence;
using Hearth.Host.Definitions;
using Hearth.Host.Json;
using Hearth.Store;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Inputs;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Runs;

/// <summary>Starts runs, takes them up again, and knows those under way. Safe for use from several threads.</summary>
internal sealed class RunEngine(RunEnvironment environment, ProgramBuilder programs) : INestedRuns
{
    private readonly ConcurrentDictionary<string, RunLoop> _active = new();
    private readonly Lock _naming = new();

    /// <summary>The runs under way, nested ones too.</summary>
    public IReadOnlyCollection<IRunHandle> Active => [.. _active.Values];

    /// <exception cref="HearthException">The workflow, its inputs or the code have problems; no run was made.</exception>
    public async Task<IRunHandle> StartAsync(RunRequest request, CancellationToken cancellationToken)
    {
        var (program, library) = await programs.BuildAsync(request.Workflow, cancellationToken);
        var inputs = Bind(program.Workflow, request.Arguments, request.Inputs, request.InputsFile);
        return Start(null, null, program, library, inputs, Previous(request));
    }

    /// <summary>Goes on with a run that was interrupted.</summary>
    /// <exception cref="HearthException">The run is not in such a state.</exception>
    public Task<IRunHandle> ResumeAsync(string id, CancellationToken cancellationToken) => TakeUpAsync(id, log =>
    {
        if (log.Machine.Status is not (RunStatus.Running or RunStatus.Interrupted))
            throw Wrong($"The run {log.Record.Id} has {Words.Of(log.Machine.Status!.Value)}; there is nothing to resume. 'hearth retry' repeats what failed.");
        return new RunResumed(environment.Time.GetUtcNow(), Continued(log));
    }, cancellationToken);

    /// <summary>Does again what did not succeed, or a step and all after it.</summary>
    /// <exception cref="HearthException">The run is not in such a state, or has no such step.</exception>
    public Task<IRunHandle> RetryAsync(string id, string? from, CancellationToken cancellationToken) => TakeUpAsync(id, log =>
    {
        if (log.Machine.Status is RunStatus.Running or RunStatus.Interrupted)
            throw Wrong($"The run {log.Record.Id} was interrupted. 'hearth resume {log.Record.Id}' goes on with it.");
        if (from is null && log.Machine.Status == RunStatus.Succeeded)
            throw Wrong($"The run {log.Record.Id} has succeeded; nothing of it failed. '--from STEP' repeats a step and all after it.");
        int? step = null;
        if (from is not null && (step = log.Plan.IndexOf(from)) < 0)
            throw UnknownStep(from, log.Plan);
        return new RetryRequested(environment.Time.GetUtcNow(), step);
    }, cancellationToken);

    /// <summary>Cancels a run; one that no host works on is cancelled in the log.</summary>
    /// <returns>The run's handle where it is under way, or null where it is cancelled already with this.</returns>
    /// <exception cref="HearthException">It has ended.</exception>
    public async Task<IRunHandle?> CancelAsync(string id)
    {
        var record = environment.Store.Find(id);
        if (_active.TryGetValue(record.Id, out var loop))
        {
            loop.Cancel();
            return loop;
        }

        if (record.Ended is not null)
            throw Wrong($"The run {record.Id} has {record.Status}; there is nothing to cancel.");
        var (log, program, inputs) = Load(record, null);
        var begun = Begin(log, program, inputs, new RunResumed(environment.Time.GetUtcNow(), []), loop => loop.Cancel());
        await begun.Completion;
        return null;
    }

    public RunLoop Begin(string id, string parent, WorkflowDefinition workflow, RunProgram program, JsonElement inputs, PreviousRuns? previous)
    {
        if (environment.Store.TryGet(id) is not { } record)
            return Start(id, parent, Nested(program, workflow), null, Bind(workflow, [], inputs, $"inputs of {id}"), previous);
        var log = new RunLog(environment.Store, record, RunPlanning.Plan(workflow, environment.Pool.Count));
        log.Replay();
        var start = RunRecordJson.ReadStart(record.Start.Span);
        var nested = Nested(program, workflow);
        return log.Machine.Status is null or RunStatus.Running or RunStatus.Interrupted
            ? Begin(log, nested, start.Inputs, log.Machine.Status is null ? new RunStarted(environment.Time.GetUtcNow()) : new RunResumed(environment.Time.GetUtcNow(), Continued(log)))
            : RunLoop.Ended(environment, nested, log, start.Inputs, this, Outputs(record));
    }

    private static JsonElement? Outputs(RunRecord record) =>
        RunRecordJson.ReadResult(record.Result.Span)?.Outputs;

    private RunLoop Start(string? nested, string? parent, RunProgram program, WorkflowLibrary? library, JsonElement inputs, PreviousRuns? previous)
    {
        var above = library is null ? RunRecordJson.ReadStart(environment.Store.TryGet(parent!)!.Start.Span) : null;
        var definitions = above?.Definitions ?? environment.Content.Put(RunRecordJson.Write(library!.Texts)).ToString();
        var now = environment.Time.GetUtcNow();
        var start = RunRecordJson.Write(new RunStart(definitions, inputs, above is null ? Pin(program) : above.Code));
        RunRecord record;
        // Between finding a name that is free and taking it no other run may.
        lock (_naming)
            record = environment.Store.Create(nested ?? RunIds.New(now, id => environment.Store.TryGet(id) is not null), program.Workflow.Name, parent, Words.Of(RunStatus.Running), now, start);
        Directory.CreateDirectory(environment.Workspace.RunDirectory(record.Id));
        RestlessSources.Note(environment, record.Id, program.Code);
        return Begin(new RunLog(environment.Store, record, RunPlanning.Plan(program.Workflow, environment.Pool.Count)), program, inputs, new RunStarted(now), previous: previous);
    }

    /// <summary>What is nested in a run that keeps its code keeps that too.</summary>
    private static RunProgram Nested(RunProgram program, WorkflowDefinition workflow) =>
        program with { Workflow = workflow, IsPinned = program.IsPinned || workflow.Code == WorkflowCode.Pinned };

    /// <summary>Keeps the code of a run, where any of its workflows wants that, so that it is the same after the host has died.</summary>
    private string? Pin(RunProgram program) => program.Workflows.Values.All(workflow => workflow.Code == WorkflowCode.Latest) ? null
        : environment.Content.Put(PinnedCodeJson.Write(program.Workflows.Values.SelectMany(workflow => workflow.Steps).Select(step => step.Task?.Value).OfType<string>()
            .Distinct(StringComparer.Ordinal).Select(program.Code.Find).OfType<TaskVersion>(), environment.Workspace.Root)).ToString();

    /// <exception cref="StoreException">The code that the run kept is gone.</exception>
    private TaskCode? Pinned(RunRecord record) => RunRecordJson.ReadStart(record.Start.Span).Code is { } reference && Fingerprint.TryParse(reference, out var fingerprint)
        ? PinnedCodeJson.Read(environment.Content.Get(fingerprint), environment.Workspace.Root)
        : null;

    private async Task<IRunHandle> TakeUpAsync(string id, Func<RunLog, RunEvent> first, CancellationToken cancellationToken)
    {
        var record = environment.Store.Find(id);
        if (_active.ContainsKey(record.Id))
            throw Wrong($"The run {record.Id} is under way.");
        if (record.Parent is { } parent)
            throw Wrong($"The run {record.Id} is part of {parent}: resume or retry that one.");
        var library = Library(record);
        var (program, _) = await programs.BuildAsync(library, record.Workflow, Pinned(record), cancellationToken);
        var (log, _, inputs) = Load(record, program);
        // A host that was killed before its first commit left a run without a log.
        var happened = log.Machine.Status is null ? new RunStarted(environment.Time.GetUtcNow()) : first(log);
        return Begin(log, program, inputs, happened);
    }

    private (RunLog Log, RunProgram Program, JsonElement Inputs) Load(RunRecord record, RunProgram? program)
    {
        var definitions = Library(record).Definitions;
        // Cancelling needs no code.
        program ??= new RunProgram(definitions[record.Workflow], definitions, TaskCode.None, IsPinned: true);
        var log = new RunLog(environment.Store, record, RunPlanning.Plan(program.Workflow, environment.Pool.Count));
        log.Replay();
        return (log, program, RunRecordJson.ReadStart(record.Start.Span).Inputs);
    }

    private WorkflowLibrary Library(RunRecord record)
    {
        var start = RunRecordJson.ReadStart(record.Start.Span);
        return WorkflowLibrary.Load(environment.Content, start.Definitions);
    }

    private RunLoop Begin(RunLog log, RunProgram program, JsonElement inputs, RunEvent first, Action<RunLoop>? before = null, PreviousRuns? previous = null)
    {
        var loop = new RunLoop(environment, program, log, inputs, this, previous);
        if (!_active.TryAdd(loop.Id, loop))
            throw Wrong($"The run {loop.Id} is under way.");
        before?.Invoke(loop);
        _ = Task.Run(() => loop.RunAsync(first, atEnd: () => _active.TryRemove(loop.Id, out _)));
        return loop;
    }

    /// <exception cref="HearthException">A run to take results over from is of another workflow, or under way.</exception>
    private PreviousRuns? Previous(RunRequest request)
    {
        if (request.Previous.IsEmpty)
            return null;
        ImmutableArray<RunRecord> records = [.. request.Previous.Select(environment.Store.Find)];
        foreach (var record in records)
        {
            if (record.Workflow != request.Workflow)
                throw Wrong($"The run {record.Id} is of the workflow '{record.Workflow}': nothing of it can stand for '{request.Workflow}'.");
            if (_active.ContainsKey(record.Id))
                throw Wrong($"The run {record.Id} is under way: nothing can be taken over from it yet.");
        }

        return new PreviousRuns(environment.Store, records);
    }

    private static List<ItemReference> Continued(RunLog log) =>
        [.. log.Machine.Steps.SelectMany((step, index) => step.Executing.Keys.Select(item => new ItemReference(index, item)))
            .Where(item => log.Values.NestedRun(item) is not null)];

    private JsonElement Bind(WorkflowDefinition workflow, ImmutableArray<string> arguments, JsonElement? inputs, string source)
    {
        var bound = InputBinder.Bind(workflow, arguments, inputs, source, path => File.Exists(Path.GetFullPath(path, environment.Workspace.Root)));
        return bound.Values is { } values ? values : throw new HearthException(HostErrorIds.InvalidInputs, $"The inputs do not fit the workflow '{workflow.Name}'.")
        {
            IsUsage = true,
            Problems = bound.Problems,
        };
    }

    private static HearthException UnknownStep(string name, RunPlan plan)
    {
        var names = plan.Steps.Select(step => step.Name).ToList();
        var hint = NearestName.Find(name, names) is { } nearest ? $"Did you mean '{nearest}'?" : $"There are: {string.Join(", ", names)}.";
        return new HearthException(HostErrorIds.UnknownStep, $"The run has no step '{name}'. {hint}") { IsUsage = true };
    }

    private static HearthException Wrong(string message) => new(HostErrorIds.RunState, message) { IsUsage = true };
}
