using System.Runtime.CompilerServices;
using Hearth.Coherence;
using Hearth.Modules.Compilation;
using Hearth.Modules.Frameworks;
using Hearth.Modules.Graph;
using Hearth.Modules.Manifests;
using Hearth.Modules.Packages;
using Hearth.Modules.Plugins;
using Hearth.Modules.Projects;

namespace Hearth.Modules;

/// <summary>
/// Compiles the tasks of a workspace, or finds what was compiled from the same sources before. Keep one for the life of a host: it holds what is
/// costly to make (the compiler's view of the framework). Safe for use from several threads; several processes may share the output folder.
/// </summary>
/// <remarks>Never executes the code that it compiles, and does not load the compiler where nothing has to be compiled.</remarks>
public sealed class TaskCompiler : IDisposable, IAsyncDisposable
{
    private readonly DotnetInstallation _installation = DotnetInstallation.Current();
    private readonly PackageResolver _packages;

    // Who looks at the files, and who compiles. The second is taken with the first or alone, never before it: what finds nothing changed waits for no compilation.
    private readonly SemaphoreSlim _turn = new(1, 1), _compiling = new(1, 1);

    // Of type object, so that making a TaskCompiler does not load the compiler.
    private object? _compiler;
    private const int Rehearsals = 40;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10), RehearsalPause = TimeSpan.FromMilliseconds(30);
    private readonly TimeProvider _time;
    private readonly SourceSnapshots _snapshots;
    private readonly PluginLibrary _plugins;
    private readonly ProjectLocator _projects;
    private readonly Func<ReferenceCache>? _references;
    private FrameworkReferences? _framework;
    private CompileInputs? _inputs;
    private volatile CompileInputs? _newest;
    private CompiledProgram? _last;

    /// <summary>Makes a compiler; cheap.</summary>
    public TaskCompiler()
        : this(TimeProvider.System)
    {
    }

    /// <summary>Makes a compiler with a clock; cheap.</summary>
    public TaskCompiler(TimeProvider time)
    {
        _time = time;
        _packages = new PackageResolver(_installation);
        _snapshots = new SourceSnapshots(time);
        _plugins = new PluginLibrary(_snapshots.Contents);
        _projects = new ProjectLocator(_snapshots.Contents);
    }

    /// <summary>One that shares its view of the framework with others.</summary>
    internal TaskCompiler(Func<ReferenceCache> references) : this() => _references = references;

    /// <summary>Brings the code of a workspace up to date.</summary>
    /// <returns>The code as far as it compiles, and what is wrong with the rest.</returns>
    /// <exception cref="FileNotFoundException">The Sdk is not where the request says.</exception>
    /// <exception cref="IOException">The output folder cannot be written.</exception>
    public async Task<CompiledProgram> CompileAsync(CompileRequest request, CancellationToken cancellationToken)
    {
        var normal = Normal(request);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            CompiledProgram? failed = null;
            while (true)
            {
                var program = await CompileOnceAsync(normal, cancellationToken);
                if (program.Succeeded)
                    return program;
                // What does not compile and was changed a moment ago, or since it was read, may have been caught half written.
                var isFresh = _snapshots.Contents.AnyIsFresh();
                if (!isFresh && failed?.Key == program.Key)
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

    private async Task<CompiledProgram> CompileOnceAsync(CompileRequest request, CancellationToken cancellationToken)
    {
        var diagnostics = new List<SourceDiagnostic>();
        var inputs = await ReadAsync(request, diagnostics, cancellationToken);
        if (inputs is null)
            return new CompiledProgram(default, [], [], [.. diagnostics], [], reused: false);

        if (_last is not null && inputs.IsSameAs(_inputs))
            return Found(_last = _last.AsReused());
        var settings = ModuleKeys.Environment(inputs);
        var key = ModuleKeys.Program(settings, inputs.Sources, inputs.Plugins);
        if (_last?.Key == key)
        {
            _inputs = inputs;
            return Found(_last = _last.AsReused());
        }

        var folder = new ModuleFolder(request.OutputDirectory);
        // The first of this process also where the compiler is being loaded: that takes a second.
        var program = (_compiler is null || _last is null) && folder.FindProgram(key) is { } known
            ? ProgramAssembly.Create(key, inputs, known, folder)
            : await CompileFreshAsync(inputs, settings, key, folder, cancellationToken);
        _inputs = inputs;
        return Found(_last = program);

        // What was found while reading is of this look, not of the program: at the next one it may be over, or new.
        CompiledProgram Found(CompiledProgram compiled) => diagnostics.Count == 0 ? compiled : compiled.With(diagnostics);
    }

    /// <summary>Gets ready for edits: loads the compiler, reads the program into it, and rehearses until the compiler is fast. For a process that stays.</summary>
    /// <param name="request">What will be compiled.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task PrestartAsync(CompileRequest request, CancellationToken cancellationToken)
    {
        var normal = Normal(request);
        for (var round = 0; round <= Rehearsals; round++)
        {
            CompileInputs? inputs;
            await _turn.WaitAsync(cancellationToken);
            try
            {
                inputs = await ReadAsync(normal, [], cancellationToken);
            }
            finally
            {
                _turn.Release();
            }

            if (inputs is null)
                return;
            // Runs go on meanwhile: only one that has something to compile has to wait.
            await RehearseAsync(inputs, new ModuleFolder(normal.OutputDirectory), round, cancellationToken);

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
            if (_compiler is not null)
                await CompilingAsync(() => SettleFreshAsync(cancellationToken), cancellationToken);
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
        _packages.Dispose();
        _turn.Dispose();
        _compiling.Dispose();
    }

    /// <returns>Null when there are errors; warnings may be there in any case.</returns>
    private async Task<CompileInputs?> ReadAsync(CompileRequest request, List<SourceDiagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var (project, problems) = _projects.Load(request);
        diagnostics.AddRange(problems);
        var sources = await _snapshots.ReadAsync(request, project, diagnostics, cancellationToken);
        if (diagnostics.Exists(IsError))
            return null;

        var folder = PathNames.Relative(request.WorkspaceDirectory, request.TasksDirectory);
        var name = project.Path is null ? folder : PathNames.Relative(request.WorkspaceDirectory, project.Path);
        var packages = await _packages.ResolveAsync(project, name, cancellationToken);
        if (packages.Problem is { } problem)
            diagnostics.Add(problem);
        if (diagnostics.Exists(IsError))
            return null;

        var framework = _framework ??= FrameworkReferences.Find(_installation);
        var plugins = _plugins.Read(request, () => [.. framework.Paths(), request.SdkPath], cancellationToken);
        return _newest = new CompileInputs(folder, name, project, sources, framework, packages.Assets!, request.SdkPath, FingerprintOf(request.SdkPath), plugins, [.. project.References.Select(reference => new AssemblyFile(reference.Path, FingerprintOf(reference.Path)))]);
    }

    private Fingerprint FingerprintOf(string path) => _snapshots.Contents.Read(path)?.Fingerprint ?? throw new FileNotFoundException($"'{path}' is not there.", path);

    private static bool IsError(SourceDiagnostic diagnostic) => diagnostic.Severity == SourceSeverity.Error;

    private async Task<T> CompilingAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await _compiling.WaitAsync(cancellationToken);
        try
        {
            return await work();
        }
        finally
        {
            _compiling.Release();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Task<CompiledProgram> CompileFreshAsync(CompileInputs inputs, Fingerprint settings, Fingerprint key, ModuleFolder folder, CancellationToken cancellationToken) =>
        CompilingAsync(() => Task.Run(() => Compiler().CompileAsync(inputs, settings, key, folder, cancellationToken), cancellationToken), cancellationToken);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Task<bool> RehearseAsync(CompileInputs inputs, ModuleFolder folder, int round, CancellationToken cancellationToken) => CompilingAsync(() => Task.Run(async () =>
    {
        // A run may have found others since they were read, and compiled those: to go back would cost an edit its compilation.
        if (!inputs.IsSameAs(_newest))
            return false;
        var settings = ModuleKeys.Environment(inputs);
        // What was read from records is taken over by the compiler: nothing is compiled again.
        await Compiler().CompileAsync(inputs, settings, ModuleKeys.Program(settings, inputs.Sources, inputs.Plugins), folder, cancellationToken);
        Compiler().Rehearse(inputs, folder, round, cancellationToken);
        return true;
    }, cancellationToken), cancellationToken);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private IncrementalCompiler Compiler() => (IncrementalCompiler)(_compiler ??= new IncrementalCompiler(_references?.Invoke() ?? new ReferenceCache()));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<bool> SettleFreshAsync(CancellationToken cancellationToken)
    {
        await Compiler().SettleAsync(cancellationToken);
        return true;
    }

    private static CompileRequest Normal(CompileRequest request) => new(
        Directory(request.TasksDirectory), Directory(request.WorkspaceDirectory), Directory(request.OutputDirectory), Path.GetFullPath(request.SdkPath));

    private static string Directory(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
}
