using Hearth.Coherence.Graph;
using Hearth.Modules.Compilation;
using Hearth.Modules.Frameworks;
using Hearth.Modules.Graph;
using Hearth.Modules.Manifests;
using Hearth.Modules.Packages;
using Hearth.Modules.Projects;

namespace Hearth.Modules;

/// <summary>
/// Compiles the tasks of a workspace, or finds what was compiled from the same sources before. All that it derives are nodes of a graph. Keep one for the life of a host.
/// Safe for use from several threads; several processes may share the output folder.
/// </summary>
/// <remarks>Never executes the code that it compiles, and does not load the compiler where nothing has to be compiled.</remarks>
public sealed class TaskCompiler : IDisposable, IAsyncDisposable
{
    private const int Rehearsals = 40;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10), RehearsalPause = TimeSpan.FromMilliseconds(30);
    private readonly DotnetInstallation _installation = DotnetInstallation.Current();
    private readonly TimeProvider _time;
    private readonly SourceLook _look;
    private readonly PackageLayer _packages;
    private readonly ProgramLayer _programs;
    private readonly CompilerTurn _compiler;

    // Who looks at the files: what is compiled is of one moment.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private ProgramResult? _answered;

    /// <summary>Makes a compiler with a graph of its own; cheap.</summary>
    public TaskCompiler()
        : this(TimeProvider.System)
    {
    }

    /// <summary>Makes a compiler with a graph of its own and a clock; cheap.</summary>
    public TaskCompiler(TimeProvider time)
        : this(new CoherenceGraph(time), time)
    {
    }

    /// <summary>Makes a compiler on a graph; cheap. A graph has room for one.</summary>
    /// <param name="graph">Where all that is derived is kept.</param>
    /// <param name="time">The graph's clock.</param>
    public TaskCompiler(CoherenceGraph graph, TimeProvider time)
        : this(graph, time, null)
    {
    }

    /// <summary>One that shares its view of the framework with others.</summary>
    internal TaskCompiler(CoherenceGraph graph, TimeProvider time, OpenReference? open)
    {
        ArgumentNullException.ThrowIfNull(graph);
        _time = time;
        var projects = new ProjectLayer(graph);
        var sources = new SourceLayer(graph, projects);
        _look = new SourceLook(graph, sources, time);
        _packages = new PackageLayer(graph, projects);
        var framework = new FrameworkLayer(graph)[_installation];
        _compiler = new CompilerTurn(new CompilerLayers(graph, open));
        _programs = new ProgramLayer(graph, projects, sources, _packages, framework, _compiler);
    }

    /// <summary>Brings the code of a workspace up to date: looks at the files, and compiles what changed.</summary>
    /// <returns>The code as far as it compiles, and what is wrong with the rest.</returns>
    /// <exception cref="FileNotFoundException">The Sdk is not where the request says.</exception>
    /// <exception cref="IOException">A file cannot be read, or the output folder not be written.</exception>
    public async Task<CompiledProgram> CompileAsync(CompileRequest request, CancellationToken cancellationToken)
    {
        var normal = Normal(request);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            CompiledProgram? failed = null;
            while (true)
            {
                var (result, more) = await LookAsync(normal, cancellationToken);
                var program = Answer(result, more);
                if (program.Succeeded)
                    return program;
                // What does not compile and was changed a moment ago, or since it was read, may have been caught half written.
                var isFresh = IsFresh(normal, result);
                if (!isFresh && (result.MissesPackages || failed?.Key == program.Key))
                    return program;
                failed = program;
                if (isFresh)
                    await Task.Delay(Pause, _time, cancellationToken);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Gets ready for edits: loads the compiler, reads the program into it, and rehearses until the compiler is fast. For a process that stays.</summary>
    /// <param name="request">What will be compiled.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task PrestartAsync(CompileRequest request, CancellationToken cancellationToken)
    {
        var normal = Normal(request);
        for (var round = 0; round <= Rehearsals; round++)
        {
            ProgramResult result;
            await _turn.WaitAsync(cancellationToken);
            try
            {
                (result, _) = await LookAsync(normal, cancellationToken);
            }
            finally
            {
                _turn.Release();
            }

            if (result.Inputs is not { } inputs)
                return;
            // Runs go on meanwhile: only one that has something to compile has to wait.
            await _compiler.RehearseAsync(inputs, new ModuleFolder(normal.OutputDirectory), round, cancellationToken);

            // Pauses: in them the runtime makes better code of what was used, and others have the processor.
            await Task.Delay(RehearsalPause, _time, cancellationToken);
        }
    }

    /// <summary>Done when nothing of the last compilation is left to do: what it did not need for its answer is done afterwards.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await _compiler.SettleAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Ends when nothing is left to do, so that all that was compiled is kept.</summary>
    public async ValueTask DisposeAsync()
    {
        await SettleAsync(CancellationToken.None);
        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _turn.Dispose();
        _compiler.Dispose();
    }

    private async Task<ProgramLook> LookAsync(CompileRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (sources, restless) = await _look.TakeAsync(request, cancellationToken);
            var result = await _programs[request].ReadAsync(cancellationToken);
            if (result.MissesPackages)
            {
                if (await _packages.RestoreAsync(request, result.Project, _installation.CommandPath, cancellationToken) is { } problem)
                    return new ProgramLook(result, problem);
                continue;
            }

            // Others may have looked at the files between the two, and seen some that do not rest.
            if (result.Sources.Fingerprint == sources.Fingerprint || restless is not null)
                return new ProgramLook(result, restless);
        }
    }

    private CompiledProgram Answer(ProgramResult result, SourceDiagnostic? more)
    {
        var program = ReferenceEquals(result, _answered) ? result.Program.AsReused() : result.Program;
        _answered = result;
        return more is null ? program : program.With([more]);
    }

    private bool IsFresh(CompileRequest request, ProgramResult result) =>
        result.Sources.Files.Any(source => _look.IsFresh(source.FullPath)) || (result.Project.Path is { } project && _look.IsFresh(project))
        || (result.Inputs?.Plugins.Any(plugin => _look.IsFresh(Path.GetFullPath(PathNames.Native(plugin.File), request.WorkspaceDirectory))) ?? false);

    private static CompileRequest Normal(CompileRequest request) => new(
        Directory(request.TasksDirectory), Directory(request.WorkspaceDirectory), Directory(request.OutputDirectory), Path.GetFullPath(request.SdkPath));

    private static string Directory(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
}
