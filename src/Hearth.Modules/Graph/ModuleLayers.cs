using Hearth.Coherence.Graph;
using Hearth.Coherence.Layers;
using Hearth.Modules.Discovery;
using Microsoft.CodeAnalysis;

namespace Hearth.Modules.Graph;

/// <summary>
/// The layers <c>modules</c> (compiled, on disk), <c>surfaces</c> (what they show to others, as the compiler sees it) and <c>descriptions</c> (the extensions in them). All are named by what
/// they are made from, and so right for ever. What is not there is made by the compilation that asks; there is one at a time.
/// </summary>
internal sealed class ModuleLayers
{
    private readonly Layer<ModuleKey, CompiledUnit> _modules;
    private readonly Layer<string, Surface> _surfaces;
    private readonly Layer<DescriptionKey, DiscoveredExtensions> _descriptions;
    private volatile ModuleCompilation? _asking;

    public ModuleLayers(CoherenceGraph graph)
    {
        // A full disk is no property of the sources, nor that whoever asked gave up.
        Func<Exception, bool> isTransient = exception => exception is IOException or UnauthorizedAccessException or OperationCanceledException;
        _modules = graph.AddLayer(new LayerDefinition<ModuleKey, CompiledUnit>
        {
            Name = "modules",
            IsContentKeyed = true,
            Compute = (key, reading) => Asking.CompileAsync(key, reading),
            Size = unit => unit.Bytes,
            IsTransient = isTransient,
            Policy = new LayerPolicy { MaxEntries = 10_000 },
        });
        _surfaces = graph.AddLayer(new LayerDefinition<string, Surface>
        {
            Name = "surfaces",
            IsContentKeyed = true,
            NameOf = path => Path.GetFileNameWithoutExtension(path)[..12],
            Compute = (path, _) => ValueTask.FromResult(Read(path)),
            Size = surface => surface.Bytes,
            IsTransient = isTransient,
            Policy = new LayerPolicy { MaxBytes = 64 * 1024 * 1024 },
        });
        _descriptions = graph.AddLayer(new LayerDefinition<DescriptionKey, DiscoveredExtensions>
        {
            Name = "descriptions",
            IsContentKeyed = true,
            Compute = (key, _) => ValueTask.FromResult(Asking.Describe(key)),
            Size = found => found.Extensions.Sum(extension => (long)extension.InputSchema.Length + extension.OutputSchema.Length) * sizeof(char),
            IsTransient = isTransient,
            Policy = new LayerPolicy { MaxEntries = 10_000 },
        });
    }

    /// <summary>Says who makes what is not there.</summary>
    public void MakeBy(ModuleCompilation? compilation) => _asking = compilation;

    private ModuleCompilation Asking => _asking ?? throw new InvalidOperationException("Modules are compiled when a program is.");

    /// <summary>A compiled module.</summary>
    public Node<CompiledUnit> Module(ModuleKey key) => _modules[key];

    /// <summary>Forgets a module whose files are gone.</summary>
    public void Forget(ModuleKey key) => _modules.Forget(key);

    /// <summary>What a module shows to others, by the path of a file that is named by its content.</summary>
    public Node<Surface> Surface(string path) => _surfaces[path];

    /// <summary>The extensions of a module.</summary>
    public Node<DiscoveredExtensions> Description(DescriptionKey key) => _descriptions[key];

    private static Surface Read(string path)
    {
        var content = File.ReadAllBytes(path);
        return new Surface(MetadataReference.CreateFromImage(content), content.Length);
    }
}
