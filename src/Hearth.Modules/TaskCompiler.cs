using System.Diagnostics;
using System.Runtime.CompilerServices;
using Hearth.Coherence;
using Hearth.Modules.Compilation;
using Hearth.Modules.Frameworks;
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

    // Of type object, so that making a TaskCompiler does not load the compiler.
    private object? _compiler;

    /// <summary>Makes a compiler; cheap.</summary>
    public TaskCompiler() => _packages = new PackageResolver(_installation);

    /// <summary>Compiles.</summary>
    /// <returns>The code, or the errors that stand in its way.</returns>
    /// <exception cref="FileNotFoundException">The Sdk is not where the request says.</exception>
    /// <exception cref="IOException">The output folder cannot be written.</exception>
    public async Task<CompileResult> CompileAsync(CompileRequest request, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var diagnostics = new List<SourceDiagnostic>();
        var normal = Normal(request);
        var inputs = await ReadAsync(normal, diagnostics, cancellationToken);
        if (inputs is null)
            return new CompileResult(null, [.. diagnostics], Reused: false, Stopwatch.GetElapsedTime(started));

        var key = ModuleKeys.CompileKey(inputs);
        var folder = new ModuleFolder(normal.OutputDirectory);
        if (folder.Find(key) is { } known)
            return Result(known, reused: true);

        var output = await CompileFreshAsync(inputs, cancellationToken);
        if (output is not { Code: { } code, Image: { } image })
            return new CompileResult(null, [.. diagnostics, .. output.Diagnostics], Reused: false, Stopwatch.GetElapsedTime(started));
        var manifest = new Manifest(ModuleKeys.LoadKey(code, inputs), Fingerprint.Of(image), output.Tasks, output.Diagnostics);
        await folder.AddAsync(key, manifest, image, cancellationToken);
        return Result(manifest, reused: false);

        CompileResult Result(Manifest manifest, bool reused) => new(
            new CompiledCode(key, manifest.LoadKey, folder.AssemblyPath(manifest.Image), inputs.DependencyPaths, manifest.Tasks),
            [.. diagnostics, .. manifest.Warnings], reused, Stopwatch.GetElapsedTime(started));
    }

    /// <inheritdoc/>
    public void Dispose() => _packages.Dispose();

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
    private Task<CompileOutput> CompileFreshAsync(CompileInputs inputs, CancellationToken cancellationToken)
    {
        var compiler = (RoslynCompiler)LazyInitializer.EnsureInitialized(ref _compiler, () => new RoslynCompiler());
        return Task.Run(() => compiler.Compile(inputs, cancellationToken), cancellationToken);
    }

    private static CompileRequest Normal(CompileRequest request) => new(
        Directory(request.TasksDirectory), Directory(request.WorkspaceDirectory), Directory(request.OutputDirectory), Path.GetFullPath(request.SdkPath));

    private static string Directory(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
}
