using System.Text.Json;
using Hearth.Coherence.Graph;
using Hearth.Host.Definitions;
using Hearth.Host.Json;
using Hearth.Host.Runs;
using Hearth.Host.Workspaces;
using Hearth.Store;
using Hearth.Workers.Pool;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Tests.Runs;

/// <summary>A run of the workflow <c>flow</c>, in a workspace of its own without tasks, that has begun and that nobody works on: the parts of its loop can be asked one by one.</summary>
internal sealed class IdleRun : IAsyncDisposable
{
    private readonly CodeSource _code;

    private IdleRun(string steps)
    {
        Workspace = new Workspace(Directory.CreateTempSubdirectory("hearth-test-").FullName);
        Directory.CreateDirectory(Workspace.WorkflowsDirectory);
        Directory.CreateDirectory(Workspace.TasksDirectory);
        var (time, settings, content, graph) = (TimeProvider.System, new WorkspaceSettings(), new ContentStore(Workspace.ObjectsDirectory), new CoherenceGraph(TimeProvider.System));
        _code = new CodeSource(Workspace, time, graph);
        var mode = new HostModeChoice(HostMode.Development, HostReload.Run, "a test");
        Programs = new ProgramBuilder(_code, new DefinitionSource(Workspace, graph, _code, mode));
        Environment = new RunEnvironment(Workspace, settings, RunStore.Open(Workspace.StateDirectory), content, new ValueStore(content), new WorkerPool(WorkerOptions.Default, time),
            _code, mode, graph, ResultStore.Open(Workspace.StateDirectory, settings.ResultsSize), time);
        File.WriteAllText(Workspace.SettingsFile, "");
        Define(steps);
    }

    public Workspace Workspace { get; }

    public RunEnvironment Environment { get; }

    public ProgramBuilder Programs { get; }

    public RunLog Log { get; private set; } = null!;

    public CurrentProgram Program { get; private set; } = null!;

    /// <summary>What was found about it.</summary>
    public IEnumerable<string> Findings => Environment.Store.Findings.Of(Log.Record.Id).Select(finding => $"{finding.Id}: {finding.Message}");

    public static async Task<IdleRun> BeginAsync(string steps)
    {
        var run = new IdleRun(steps);
        var library = await run.Programs.LibraryAsync(CancellationToken.None);
        var start = new RunStart(run.Environment.Content.Put(RunRecordJson.Write(library.Texts)).ToString(), JsonElement.Parse("{}"), null);
        var record = run.Environment.Store.Create("1", "flow", null, Words.Of(RunStatus.Running), run.Environment.Time.GetUtcNow(), RunRecordJson.Write(start));
        run.Log = new RunLog(run.Environment, record, new RunDefinition(run.Environment, "flow", library, start));
        run.Program = new CurrentProgram(ProgramOf(library));
        run.Log.Add(new RunStarted(run.Environment.Time.GetUtcNow()));
        return run;
    }

    /// <summary>Writes the workflow.</summary>
    public void Define(string steps) => File.WriteAllText(Path.Combine(Workspace.WorkflowsDirectory, "flow.yaml"), $"definition: follow\nsteps:\n{steps}\n");

    /// <summary>The run is of this definition from now on.</summary>
    public async Task FollowAsync(string steps)
    {
        Define(steps);
        Program.Replace(ProgramOf(await Programs.LibraryAsync(CancellationToken.None)));
    }

    public async ValueTask DisposeAsync()
    {
        await _code.DisposeAsync();
        await Environment.Pool.DisposeAsync();
        await Environment.Results.DisposeAsync();
        await Environment.Store.DisposeAsync();
        Directory.Delete(Workspace.Root, recursive: true);
    }

    private static RunProgram ProgramOf(WorkflowLibrary library) => new(library.Definitions["flow"], library, TaskCode.None, IsPinned: false);
}
