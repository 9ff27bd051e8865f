using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Hearth.Coherence;
using Hearth.Host.Definitions;
using Hearth.Host.Json;
using Hearth.Host.Results;
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
        var program = request.Map is { } map ? await MapProgramAsync(map, cancellationToken) : await programs.BuildAsync(request.Workflow, cancellationToken);
        RequireSteps(program.Workflow, request.Fresh);
        var inputs = Bind(program.Workflow, request.Arguments, request.Inputs, request.InputsFile);
        return Start(null, null, program, inputs, Previous(request), request.Fresh);
    }

    /// <exception cref="HearthException">The task is unknown or does not compile, or there is no earlier run.</exception>
    private async Task<RunProgram> MapProgramAsync(MapRequest map, CancellationToken cancellationToken)
    {
        var name = MapWorkflow.NameOf(map.Task);
        string? earlier = null;
        if (map.OnlyFailed)
            earlier = environment.Store.Latest(name)?.Id
                ?? throw new HearthException(HostErrorIds.RunState, $"The task '{map.Task}' was not mapped before: there is no run whose failed items could be done again.") { IsUsage = true };
        var tasks = await environment.Code.CurrentAsync(TimeSpan.Zero, cancellationToken);
        // Told here, because the workflow that is made has no file that a message could name.
        if (!tasks.Contracts.ContainsKey(map.Task) && !tasks.Errors.Any())
        {
            var hint = NearestName.Find(map.Task, tasks.Contracts.Keys) is { } nearest ? $" Did you mean '{nearest}'?"
                : tasks.Contracts.Count == 0 ? " There is none in tasks/." : $" There are: {string.Join(", ", tasks.Contracts.Keys.Order(StringComparer.Ordinal))}.";
            throw new HearthException(HostErrorIds.UnknownTask, $"There is no task '{map.Task}'.{hint}") { IsUsage = true };
        }

        return await programs.BuildAsync(MapWorkflow.Make(map, earlier), name, null, cancellationToken);
    }

    /// <summary>What a run would execute and take over.</summary>
    /// <exception cref="HearthException">The workflow, its inputs or the code have problems.</exception>
    public async Task<PlanView> PlanAsync(RunRequest request, CancellationToken cancellationToken)
    {
        var program = await programs.BuildAsync(request.Workflow, cancellationToken);
        RequireSteps(program.Workflow, request.Fresh);
        var inputs = Bind(program.Workflow, request.Arguments, request.Inputs, request.InputsFile);
        return await new RunForecast(environment, program, inputs, request.Fresh, (workflow, given) => Bind(workflow, [], given, $"inputs of {workflow.Name}")).MakeAsync(cancellationToken);
    }

    /// <summary>Goes on with a run that was interrupted.</summary>
    /// <exception cref="HearthException">The run is not in such a state.</exception>
    public Task<IRunHandle> ResumeAsync(string id, CancellationToken cancellationToken) => TakeUpAsync(id, log =>
    {
        if (log.Machine.Status is not (RunStatus.Running or RunStatus.Interrupted))
            throw Wrong($"The run {log.Record.Id} has {Words.Of(log.Machine.Status!.Value)}; there is nothing to resume. 'hearth retry' repeats what failed.");
        return new RunResumed(environment.Time.GetUtcNow(), log.Nested);
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
        if (from is not null)
        {
            // Of a step with stages all of it: from its first stage.
            var first = log.Definition.Followed.Newest.StepsNamed(from).FirstOrDefault(known => !known.IsRemoved)
                ?? throw UnknownStep(from, "The run", NamesIn(log.Definition.Followed.Newest));
            step = log.Plan.IndexOf(first.Name);
        }

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
        var start = RunRecordJson.ReadStart(record.Start.Span);
        var log = RunLog.Load(environment, record);
        // Cancelling needs no code.
        var program = new RunProgram(log.Definition.Followed.InForce, log.Definition.Library, TaskCode.None, IsPinned: true);
        var begun = Begin(log, program, start, new RunResumed(environment.Time.GetUtcNow(), []), before: loop => loop.Cancel());
        await begun.Completion;
        return null;
    }

    public RunLoop Begin(string id, string parent, string workflow, RunProgram program, Func<JsonElement> inputs, PreviousRuns? previous, FreshSteps fresh)
    {
        if (environment.Store.TryGet(id) is not { } record)
        {
            var definition = program.Workflows.GetValueOrDefault(workflow)
                ?? throw new HearthException(HostErrorIds.UnknownWorkflow, $"The workflow '{workflow}' is there no more: it was removed since the step began.");
            var begun = program with { Workflow = definition, IsPinned = program.IsPinned || definition.Code == WorkflowCode.Pinned };
            return Start(id, parent, begun, Bind(definition, [], inputs(), $"inputs of {id}"), previous, fresh);
        }

        // It goes on with its own definition, whatever the run around it has by now.
        var start = RunRecordJson.ReadStart(record.Start.Span);
        var log = RunLog.Load(environment, record);
        var nested = InForce(program, log) with { IsPinned = program.IsPinned || log.Definition.KeepsCode };
        return log.Machine.Status is null or RunStatus.Running or RunStatus.Interrupted
            ? Begin(log, nested, start, log.Machine.Status is null ? new RunStarted(environment.Time.GetUtcNow()) : new RunResumed(environment.Time.GetUtcNow(), log.Nested))
            : Loop(log, nested, start, null).Ended(Outputs(record));
    }

    private static JsonElement? Outputs(RunRecord record) =>
        RunRecordJson.ReadResult(record.Result.Span)?.Outputs;

    private RunLoop Start(string? nested, string? parent, RunProgram program, JsonElement inputs, PreviousRuns? previous, FreshSteps fresh)
    {
        var above = parent is null ? null : RunRecordJson.ReadStart(environment.Store.TryGet(parent)!.Start.Span);
        var definitions = program.Definitions.Length > 0 ? program.Definitions : environment.Content.Put(RunRecordJson.Write(program.Library.Texts)).ToString();
        var now = environment.Time.GetUtcNow();
        var start = new RunStart(definitions, inputs, above is null ? Pin(program) : above.Code) { Fresh = fresh };
        RunRecord record;
        // Between finding a name that is free and taking it no other run may.
        lock (_naming)
            record = environment.Store.Create(nested ?? RunIds.New(now, id => environment.Store.TryGet(id) is not null), program.Workflow.Name, parent, Words.Of(RunStatus.Running), now,
                RunRecordJson.Write(start));
        Directory.CreateDirectory(environment.Workspace.RunDirectory(record.Id));
        RestlessSources.Note(environment, record.Id, program.Code);
        var log = new RunLog(environment, record, new RunDefinition(environment, record.Workflow, program.Library, start));
        return Begin(log, program with { Definitions = definitions }, start, new RunStarted(now), previous: previous);
    }

    /// <summary>Keeps the code of a run, where any of its workflows wants that, so that it is the same after the host has died.</summary>
    private string? Pin(RunProgram program) => program.Workflows.Values.All(workflow => workflow.Code == WorkflowCode.Latest) ? null
        : environment.Content.Put(PinnedCodeJson.Write(program.Workflows.Values.SelectMany(workflow => workflow.Steps).Select(step => step.Task?.Value).OfType<string>()
            .Distinct(StringComparer.Ordinal).Select(program.Code.Find).OfType<TaskVersion>(), environment.Workspace.Root)).ToString();

    /// <exception cref="StoreException">The code that the run kept is gone.</exception>
    private TaskCode? Pinned(RunStart start) => Fingerprint.TryParse(start.Code, out var fingerprint)
        ? PinnedCodeJson.Read(environment.Content.Get(fingerprint), environment.Workspace.Root)
        : null;

    private async Task<IRunHandle> TakeUpAsync(string id, Func<RunLog, RunEvent> first, CancellationToken cancellationToken)
    {
        var record = environment.Store.Find(id);
        if (_active.ContainsKey(record.Id))
            throw Wrong($"The run {record.Id} is under way.");
        if (record.Parent is { } parent)
            throw Wrong($"The run {record.Id} is part of {parent}: resume or retry that one.");
        var start = RunRecordJson.ReadStart(record.Start.Span);
        var log = RunLog.Load(environment, record);
        var program = await NewestAsync(log, start, cancellationToken)
            ?? await programs.BuildAsync(log.Definition.Library, record.Workflow, Pinned(start), cancellationToken);
        // A host that was killed before its first commit left a run without a log.
        var happened = log.Machine.Status is null ? new RunStarted(environment.Time.GetUtcNow()) : first(log);
        return Begin(log, InForce(program, log) with { IsPinned = log.Definition.KeepsCode }, start, happened);
    }

    /// <summary>Has a run that follows take up the newest definition before it goes on, so that a retry finds the steps that it names; null where it goes on with the one that it has.</summary>
    private async Task<RunProgram?> NewestAsync(RunLog log, RunStart start, CancellationToken cancellationToken)
    {
        if (!log.Definition.Follows || log.Machine.Status is null || await Newest(log, start).LookAsync(cancellationToken) is not { } newer)
            return null;
        newer.AddTo(log, environment);
        return Pinned(start) is { } pinned ? newer.Program with { Code = pinned } : newer.Program;
    }

    private NewestDefinition Newest(RunLog log, RunStart start) => new(environment, programs, log, () => log.Definition.KeepsCode ? Pinned(start) : null);

    /// <summary>A program with the definition that a run has.</summary>
    private static RunProgram InForce(RunProgram program, RunLog log) =>
        program with { Workflow = log.Definition.Followed.InForce, Library = log.Definition.Library, Definitions = log.Definition.Reference };

    private RunLoop Begin(RunLog log, RunProgram program, RunStart start, RunEvent first, Action<RunLoop>? before = null, PreviousRuns? previous = null)
    {
        var loop = Loop(log, program, start, previous);
        if (!_active.TryAdd(loop.Id, loop))
            throw Wrong($"The run {loop.Id} is under way.");
        before?.Invoke(loop);
        _ = Task.Run(() => loop.RunAsync(first, atEnd: () => _active.TryRemove(loop.Id, out _)));
        return loop;
    }

    private RunLoop Loop(RunLog log, RunProgram program, RunStart start, PreviousRuns? previous) =>
        new(environment, program, log, Newest(log, start), new AttemptSources(this, previous, start.Fresh));

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

    private JsonElement Bind(WorkflowDefinition workflow, ImmutableArray<string> arguments, JsonElement? inputs, string source)
    {
        var bound = InputBinder.Bind(workflow, arguments, inputs, source, path => File.Exists(Path.GetFullPath(path, environment.Workspace.Root)));
        return bound.Values is { } values ? values : throw new HearthException(HostErrorIds.InvalidInputs, $"The inputs do not fit the workflow '{workflow.Name}'.")
        {
            IsUsage = true,
            Problems = bound.Problems,
        };
    }

    /// <exception cref="HearthException">A step is named that the workflow does not have.</exception>
    private static void RequireSteps(WorkflowDefinition workflow, FreshSteps fresh)
    {
        foreach (var name in fresh.Names.Where(name => workflow.StepsNamed(name).IsEmpty))
            throw UnknownStep(name, $"The workflow '{workflow.Name}'", NamesIn(workflow));
    }

    /// <summary>The steps, and beside those with stages each of these.</summary>
    private static ImmutableArray<string> NamesIn(WorkflowDefinition workflow) =>
        [.. workflow.Steps.Where(step => !step.IsRemoved).SelectMany(step => (string[])[step.StepName, step.Name]).Distinct()];

    private static HearthException UnknownStep(string name, string owner, IReadOnlyList<string> names)
    {
        var hint = NearestName.Find(name, names) is { } nearest ? $"Did you mean '{nearest}'?" : $"There are: {string.Join(", ", names)}.";
        return new HearthException(HostErrorIds.UnknownStep, $"{owner} has no step '{name}'. {hint}") { IsUsage = true };
    }

    private static HearthException Wrong(string message) => new(HostErrorIds.RunState, message) { IsUsage = true };
}
