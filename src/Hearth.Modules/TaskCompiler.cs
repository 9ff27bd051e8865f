using System.Runtime.CompilerServices;
using Hearth.Coherence;
using Hearth.Modules.Compilation;
using Hearth.Modules.Frameworks;
using Hearth.Modules.Graph;
using Hearth.Modules.Manifests;
using Hearth.Modules.Packages;
using Hearth.Modules.Projects;

namespace Hearth.Modules;

/// <summary>
/// Compiles the tasks of a workspace, or finds what was compiled from the same sources before. Keep one for the life of a host: it holds what is
/// costly to make (the compiler's view of the framework). Safe for use from several threads; several processes may share the output folder.
/// </summary>
/// <remarks>Never executes the code that it compiles, and does not load the compiler where nothing has to be compiled.</remarks>
public sealed class TaskCompiler : IDisposable
{
    private readonly DotnetInstallation _installation = DotnetInstallation.Current();
    private readonly PackageResolver _packages;

    private readonly SemaphoreSlim _turn = new(1, 1);

    // Of type object, so that making a TaskCompiler does not load the compiler.
    private object? _compiler;
    private readonly Func<ReferenceCache>? _references;
    private CompiledProgram? _last;

    /// <summary>Makes a compiler; cheap.</summary>
    public TaskCompiler() => _packages = new PackageResolver(_installation);

    /// <summary>One that shares its view of the framework with others.</summary>
    internal TaskCompiler(Func<ReferenceCache> references) : this() => _references = references;

    /// <summary>Brings the code of a workspace up to date.</summary>
    /// <returns>The code as far as it compiles, and what is wrong with the rest.</returns>
    /// <exception cref="FileNotFoundException">The Sdk is not where the request says.</exception>
    /// <exception cref="IOException">The output folder cannot be written.</exception>
    public async Task<CompiledProgram> CompileAsync(CompileRequest request, CancellationToken cancellationToken)
    {
        var diagnostics = new List<SourceDiagnostic>();
        var normal = Normal(request);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var inputs = await ReadAsync(normal, diagnostics, cancellationToken);
            if (inputs is null)
                return new CompiledProgram(default, [], [], [.. diagnostics], [], reused: false);

            var settings = ModuleKeys.Environment(inputs);
            var key = ModuleKeys.Program(settings, inputs.Sources);
            if (_last?.Key == key)
                return _last.AsReused();
            var folder = new ModuleFolder(normal.OutputDirectory);
            _last = _compiler is null && folder.FindProgram(key) is { } known
                ? ProgramAssembly.Create(key, inputs, known, folder)
                : await CompileFreshAsync(inputs, settings, key, folder, cancellationToken);
            return _last = diagnostics.Count == 0 ? _last : _last.With(diagnostics);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Done when nothing of the last compilation is left to do: what it did not need for its answer is done afterwards.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_compiler is not null)
                await SettleFreshAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _packages.Dispose();
        _turn.Dispose();
    }

    /// <returns>Null when there are errors; warnings may be there in any case.</returns>
    private async Task<CompileInputs?> ReadAsync(CompileRequest request, List<SourceDiagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var (project, problems) = ProjectLocator.Load(request);
        diagnostics.AddRange(problems);
        var sources = SourceReader.Read(request, project, diagnostics, cancellationToken);
        if (diagnostics.Exists(IsError))
            return null;

        var folder = PathNames.Relative(request.WorkspaceDirectory, request.TasksDirectory);
        var name = project.Path is null ? folder : PathNames.Relative(request.WorkspaceDirectory, project.Path);
        var packages = await _packages.ResolveAsync(project, name, cancellationToken);
        if (packages.Problem is { } problem)
            diagnostics.Add(problem);
        if (diagnostics.Exists(IsError))
            return null;

        return new CompileInputs(folder, name, project, sources, FrameworkReferences.Find(_installation), packages.Assets!, request.SdkPath,
            Fingerprint.Of(File.ReadAllBytes(request.SdkPath)),
            [.. project.References.Select(reference => new AssemblyFile(reference.Path, Fingerprint.Of(File.ReadAllBytes(reference.Path))))]);
    }

    private static bool IsError(SourceDiagnostic diagnostic) => diagnostic.Severity == SourceSeverity.Error;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Task<CompiledProgram> CompileFreshAsync(CompileInputs inputs, Fingerprint settings, Fingerprint key, ModuleFolder folder, CancellationToken cancellationToken)
    {
        var compiler = (IncrementalCompiler)(_compiler ??= new IncrementalCompiler(_references?.Invoke() ?? new ReferenceCache()));
        return Task.Run(() => compiler.CompileAsync(inputs, settings, key, folder, cancellationToken), cancellationToken);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Task SettleFreshAsync(CancellationToken cancellationToken) => ((IncrementalCompiler)_compiler!).SettleAsync(cancellationToken);

    private static CompileRequest Normal(CompileRequest request) => new(
        Directory(request.TasksDirectory), Directory(request.WorkspaceDirectory), Directory(request.OutputDirectory), Path.GetFullPath(request.SdkPath));

    private static string Directory(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
}
