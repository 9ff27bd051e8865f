using System.Collections.Immutable;
using Hearth.Coherence.Files;
using Hearth.Coherence.Graph;
using Hearth.Coherence.Inputs;
using Hearth.Coherence.Metrics;
using Hearth.Coherence.Watching;
using Hearth.Host.Catalogs;
using Hearth.Host.Definitions;
using Hearth.Host.Explanations;
using Hearth.Host.Health;
using Hearth.Host.Results;
using Hearth.Host.Runs;
using Hearth.Host.Views;
using Hearth.Host.Watching;
using Hearth.Host.Workspaces;
using Hearth.Store;
using Hearth.Workers.Pool;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Hosting;

/// <summary>
/// The process that holds compiler, scheduler, workers and store of one workspace. There is one a workspace. Safe for use from several threads.
/// </summary>
public sealed class HearthHost : IAsyncDisposable
{
    private readonly HostLock _lock;
    private readonly WorkerFindings _findings;
    private readonly RunEnvironment _environment;
    private readonly CatalogStore _catalog;
    private readonly ProgramBuilder _programs;
    private readonly RunEngine _engine;
    private readonly CancellationTokenSource _closing = new();
    private Task? _prestart;
    private FolderWatcher? _watcher;
    private CoherenceMetrics? _metrics;

    private HearthHost(HostLock hostLock, WorkerFindings findings, RunEnvironment environment, CatalogStore catalog)
    {
        _lock = hostLock;
        _findings = findings;
        _environment = environment;
        _catalog = catalog;
        _programs = new ProgramBuilder(environment.Code, new DefinitionSource(environment.Workspace, environment.Graph, environment.Code, environment.Mode));
        _engine = new RunEngine(environment, _programs);
        History = new RunHistory(environment.Workspace, environment.Store);
        CacheLayers.Add(environment.Graph, environment.Results);
    }

    /// <summary>The workspace.</summary>
    public Workspace Workspace => _environment.Workspace;

    /// <summary>Runs, past and present.</summary>
    public RunHistory History { get; }

    /// <summary>How eagerly it looks for changes, and why.</summary>
    public HostModeChoice Mode => _environment.Mode;

    /// <summary>The most worker processes at once.</summary>
    public int Workers => _environment.Pool.Count;

    /// <summary>What it keeps, layer by layer.</summary>
    public CacheView Cache => CacheView.Of(_environment.Graph, _environment.Mode);

    /// <summary>What it found changed, and what that made doubtful.</summary>
    public CacheLogView CacheLog => CacheLogView.Of(_environment.Graph);

    /// <summary>The runs under way.</summary>
    public IReadOnlyCollection<IRunHandle> ActiveRuns => _engine.Active;

    /// <summary>Becomes the workspace's host.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="time">The clock.</param>
    /// <param name="options">What is asked of it.</param>
    /// <returns>Null where another process is.</returns>
    /// <exception cref="HearthException">The settings have problems.</exception>
    /// <exception cref="StoreException">The store cannot be used.</exception>
    public static HearthHost? TryOpen(Workspace workspace, TimeProvider time, HostOptions? options = null)
    {
        var hostLock = HostLock.TryTake(workspace);
        if (hostLock is null)
            return null;
        try
        {
            var settings = WorkspaceSettings.Read(workspace);
            options ??= HostOptions.None;
            var choice = HostModeChoice.Of(options.Mode, Environment.GetEnvironmentVariable(HostModeChoice.Variable), settings, GitLock.IsUnderGit(workspace.Root));
            var findings = new WorkerFindings(time);
            var pool = new WorkerPool(
                new WorkerOptions(options.WorkersOf(Environment.GetEnvironmentVariable(HostOptions.WorkersVariable), settings), settings.Grace, settings.HeartbeatTimeout, settings.WorkerEnvironment) { Memory = settings.WorkerMemory }, time, findings);
            // Whatever comes next will want a worker, and a process takes longer to start than anything else here.
            pool.Prewarm(1);
            SdkFiles.Ensure(workspace);
            Clean(workspace.ScratchDirectory);
            var content = new ContentStore(workspace.ObjectsDirectory);
            var store = RunStore.Open(workspace.StateDirectory);
            store.CorrectStatus(Words.Of(RunStatus.Running), Words.Of(RunStatus.Interrupted));
            var catalog = CatalogStore.Open(workspace.StateDirectory);
            var graph = Graph(workspace, time);
            var code = new CodeSource(workspace, time, graph, new CatalogKeeper(workspace, catalog, time).Note);
            findings.Attach(store.Findings, code);
            return new HearthHost(hostLock, findings, new RunEnvironment(workspace, settings, store, content, new ValueStore(content), pool, code,
                choice, graph, ResultStore.Open(workspace.StateDirectory, settings.ResultsSize), time), catalog);
        }
        catch
        {
            hostLock.Dispose();
            throw;
        }
    }

    /// <summary>Makes the first edit as quick as the hundredth, in the background. For a host that stays.</summary>
    public void Prestart() => _prestart ??= Task.Run(async () =>
    {
        try
        {
            await _environment.Code.PrestartAsync(_closing.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or UnauthorizedAccessException)
        {
            // What is wrong with the files is told when they are needed.
        }
    });

    /// <summary>Watches the workspace, for a host that stays: what changed is known, and told in its log, before anybody asks. What is true is still found by looking.</summary>
    public void Watch()
    {
        _metrics ??= new CoherenceMetrics(_environment.Graph);
        if (Mode.LooksAtSteps)
            _watcher ??= new FolderWatcher(_environment.Graph, Workspace.Root, new FolderWatcherOptions
            {
                ProbeFolder = Path.Combine(Workspace.StateDirectory, "probe"),
                IsExcluded = path => WorkspaceFiles.IsProduct(Path.GetFileName(path)),
            });
    }

    /// <summary>Done when nothing is left to do in the background: getting ready, and what the last edit put off until after its answer.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        if (_prestart is { } prestart)
            await prestart.WaitAsync(cancellationToken);
        await _environment.Code.SettleAsync(cancellationToken);
    }

    /// <summary>Checks workflows and tasks; none named means all.</summary>
    public Task<ImmutableArray<Problem>> ValidateAsync(IReadOnlyCollection<string> workflows, CancellationToken cancellationToken) =>
        _programs.ValidateAsync(workflows, cancellationToken);

    /// <summary>Looks at everything, and takes it up where nothing of it is wrong; otherwise all stays as it is.</summary>
    /// <returns>Whether it was taken up, and what is wrong; warnings too.</returns>
    public Task<(bool Taken, ImmutableArray<Problem> Problems)> ReloadAsync(CancellationToken cancellationToken) => _programs.ReloadAsync(cancellationToken);

    /// <summary>Starts a run.</summary>
    /// <exception cref="HearthException">The workflow, its inputs or the code have problems; no run was made.</exception>
    public Task<IRunHandle> StartAsync(RunRequest request, CancellationToken cancellationToken) => _engine.StartAsync(request, cancellationToken);

    /// <summary>What a run would execute and take over. Computes nothing and makes no run.</summary>
    /// <exception cref="HearthException">The workflow, its inputs or the code have problems.</exception>
    public Task<PlanView> PlanAsync(RunRequest request, CancellationToken cancellationToken) => _engine.PlanAsync(request, cancellationToken);

    /// <summary>Removes what a layer keeps.</summary>
    /// <returns>How many entries.</returns>
    /// <exception cref="HearthException">There is no such layer.</exception>
    public long Clear(string layer) => CacheLayers.Clear(_environment.Graph, layer);

    /// <summary>Whether a node of its graph is what it would be, and what it last came from. Computes nothing.</summary>
    /// <param name="subject">A file, a folder, or LAYER KEY.</param>
    /// <exception cref="HearthException">Nothing is known by that name.</exception>
    public WhyView Why(string subject) => new NodeWhy(Workspace, _environment.Graph, _environment.Time).Explain(subject);

    /// <summary>Goes on with an interrupted run.</summary>
    /// <exception cref="HearthException">The run is not in such a state.</exception>
    public Task<IRunHandle> ResumeAsync(string run, CancellationToken cancellationToken) => _engine.ResumeAsync(run, cancellationToken);

    /// <summary>Does again what did not succeed, or a step and all after it.</summary>
    /// <exception cref="HearthException">The run is not in such a state.</exception>
    public Task<IRunHandle> RetryAsync(string run, string? from, CancellationToken cancellationToken) => _engine.RetryAsync(run, from, cancellationToken);

    /// <summary>Cancels a run, and waits until it is.</summary>
    /// <exception cref="HearthException">It has ended.</exception>
    public async Task CancelAsync(string run, CancellationToken cancellationToken)
    {
        if (await _engine.CancelAsync(run) is { } handle)
            await handle.Completion.WaitAsync(cancellationToken);
    }

    /// <summary>What is wrong with the code in this host's workers.</summary>
    /// <param name="repair">Whether to replace workers that hold replaced code.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ImmutableArray<DoctorFinding>> ExamineAsync(bool repair, CancellationToken cancellationToken)
    {
        await _environment.Pool.VerifyAsync(cancellationToken);
        var findings = WorkerExamination.Of(_findings, _environment.Pool.Describe());
        if (!repair || findings.IsEmpty)
            return findings;
        var replaced = await _environment.Pool.ReplaceLeakingAsync("'hearth doctor --repair' asked for it", cancellationToken);
        _findings.Forget();
        var done = replaced.Count == 0 ? "no worker holds it any more" : $"replaced {string.Join(", ", replaced)}";
        return [.. findings.Select(finding => finding with { Repaired = done })];
    }

    /// <summary>Stops all: runs under way are interrupted, workers end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        if (_prestart is not null)
            await _prestart;
        if (_watcher is not null)
            await _watcher.DisposeAsync();
        _metrics?.Dispose();
        foreach (var run in _engine.Active)
            run.Stop();
        foreach (var run in _engine.Active)
            await run.Completion.ContinueWith(_ => { }, TaskScheduler.Default);
        await _environment.Pool.DisposeAsync();
        KeepStamps();
        await _environment.Results.DisposeAsync();
        await _environment.Store.DisposeAsync();
        await _environment.Code.DisposeAsync();
        _catalog.Dispose();
        _lock.Dispose();
        _closing.Dispose();
    }

    private static CoherenceGraph Graph(Workspace workspace, TimeProvider time)
    {
        var graph = new CoherenceGraph(time);
        graph.Files.Remember(KnownFiles.Read(workspace.StampsFile));
        return graph;
    }

    private void KeepStamps()
    {
        try
        {
            KnownFiles.Write(Workspace.StampsFile, _environment.Graph.Files.Known);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next host reads the files; nothing else is lost.
        }
    }

    private static void Clean(string directory)
    {
        if (Directory.Exists(directory))
            Directory.Delete(directory, recursive: true);
    }
}
