using System.Collections.Immutable;
using Hearth.Coherence;
using Hearth.Coherence.Graph;
using Hearth.Coherence.Inputs;
using Hearth.Coherence.Layers;
using Hearth.Modules.Compilation;
using Hearth.Modules.Frameworks;
using Hearth.Modules.Manifests;
using Hearth.Modules.Packages;
using Hearth.Modules.Plugins;
using Hearth.Modules.Projects;

namespace Hearth.Modules.Graph;

/// <summary>The layer <c>program</c>: all code of a workspace, made of sources, project, packages, plugins and framework. Safe for use from several threads.</summary>
internal sealed class ProgramLayer
{
    private readonly CoherenceGraph _graph;
    private readonly ProjectLayer _projects;
    private readonly SourceLayer _sources;
    private readonly PackageLayer _packages;
    private readonly PluginLayer _plugins;
    private readonly Node<FrameworkReferences> _framework;
    private readonly CompilerTurn _compiler;
    private readonly Layer<CompileRequest, ProgramResult> _programs;
    private bool _hasAnswered;

    public ProgramLayer(CoherenceGraph graph, ProjectLayer projects, SourceLayer sources, PackageLayer packages, Node<FrameworkReferences> framework, CompilerTurn compiler)
    {
        _graph = graph;
        _projects = projects;
        _sources = sources;
        _packages = packages;
        _framework = framework;
        _plugins = new PluginLayer(graph, framework);
        _compiler = compiler;
        _programs = graph.AddLayer(new LayerDefinition<CompileRequest, ProgramResult>
        {
            Name = "program",
            Compute = ComputeAsync,
            Fingerprint = result => result.Fingerprint,
            NameOf = PathNames.TasksOf,
            // The output folder cannot be written, say.
            IsTransient = exception => exception is IOException or UnauthorizedAccessException,
        });
    }

    public Node<ProgramResult> this[CompileRequest request] => _programs[request];

    private async ValueTask<ProgramResult> ComputeAsync(CompileRequest request, Reading reading)
    {
        var (project, found, _) = await reading.ReadAsync(_projects[request]);
        var sources = await reading.ReadAsync(_sources[request]);
        ImmutableArray<SourceDiagnostic> diagnostics = [.. found, .. sources.Diagnostics];
        if (diagnostics.Any(diagnostic => diagnostic.Severity == SourceSeverity.Error))
            return new ProgramResult(CompiledProgram.Of(diagnostics), sources, project, null);
        var packages = project.Packages.IsEmpty ? PackageAssets.None : (await reading.ReadAsync(_packages[request])).Assets;
        if (packages is null)
            return new ProgramResult(CompiledProgram.Of(diagnostics), sources, project, null, MissesPackages: true);

        var folder = PathNames.TasksOf(request);
        var references = ImmutableArray.CreateBuilder<AssemblyFile>();
        foreach (var reference in project.References)
            references.Add(new AssemblyFile(reference.Path, Existing(reference.Path, await reading.FingerprintAsync(_graph.Files[reference.Path]))));
        var inputs = new CompileInputs(folder, project.Path is null ? folder : PathNames.Relative(request.WorkspaceDirectory, project.Path), project, sources.Files,
            await reading.ReadAsync(_framework), packages, request.SdkPath, Existing(request.SdkPath, await reading.FingerprintAsync(_graph.Files[request.SdkPath])), (await _plugins.AllAsync(request, reading)).Modules, references.ToImmutable());
        var program = await CompileAsync(inputs, new ModuleFolder(request.OutputDirectory), reading);
        return new ProgramResult(diagnostics.IsEmpty ? program : program.With(diagnostics), sources, project, inputs);
    }

    private async ValueTask<CompiledProgram> CompileAsync(CompileInputs inputs, ModuleFolder folder, Reading reading)
    {
        _compiler.Note(inputs);
        var settings = ModuleKeys.Environment(inputs);
        var key = ModuleKeys.Program(settings, inputs.Sources, inputs.Plugins);
        // The first of this process also where the compiler is being loaded: that takes a second.
        var program = (!_compiler.IsLoaded || !_hasAnswered) && folder.FindProgram(key) is { } known
            ? ProgramAssembly.Create(key, inputs, known, folder)
            : await _compiler.CompileAsync(inputs, settings, key, folder, reading);
        _hasAnswered = true;
        return program;
    }

    private static Fingerprint Existing(string path, Fingerprint fingerprint) =>
        fingerprint != FileInputs.Missing ? fingerprint : throw new FileNotFoundException($"'{path}' is not there.", path);
}
