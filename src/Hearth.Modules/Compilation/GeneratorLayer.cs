using System.Collections.Immutable;
using System.Runtime.Loader;
using Hearth.Coherence.Graph;
using Hearth.Coherence.Layers;
using Hearth.Modules.Frameworks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hearth.Modules.Compilation;

/// <summary>
/// The layer <c>generators</c>: the framework's own source generators (<c>[GeneratedRegex]</c>, <c>[JsonSerializable]</c>, <c>[LibraryImport]</c>), each loaded only once a
/// source uses its attribute. Generators of packages are not run: they would be foreign code in the host. Safe for use from several threads.
/// </summary>
internal sealed class GeneratorLayer
{
    private static readonly ImmutableArray<(string Attribute, string File)> _known =
    [
        ("GeneratedRegex", "System.Text.RegularExpressions.Generator.dll"),
        ("JsonSerializable", "System.Text.Json.SourceGeneration.dll"),
        ("LibraryImport", "Microsoft.Interop.LibraryImportGenerator.dll"),
    ];

    private readonly Layer<GeneratorKey, Generators> _generators;

    // No policy: what was loaded cannot be unloaded, and loading it again would keep both.
    public GeneratorLayer(CoherenceGraph graph) => _generators = graph.AddLayer(new LayerDefinition<GeneratorKey, Generators>
    {
        Name = "generators",
        IsContentKeyed = true,
        NameOf = key => Path.GetFileNameWithoutExtension(key.Path),
        Compute = (key, _) => ValueTask.FromResult(new Generators(Load(key.Path))),
        IsTransient = exception => exception is IOException or UnauthorizedAccessException,
    });

    /// <summary>The assemblies whose attributes some sources use.</summary>
    public IEnumerable<Node<Generators>> For(ImmutableArray<SyntaxTree> trees, FrameworkReferences framework, CancellationToken cancellationToken) =>
        framework.GeneratorDirectory is not { } directory ? [] : _known.Where(known => trees.Any(tree => Uses(tree, known.Attribute, cancellationToken)))
            .Select(known => _generators[new GeneratorKey(Path.Combine(directory, known.File), framework.Fingerprint)]);

    /// <summary>By text first: most files use none, and searching a text is cheaper than walking a tree.</summary>
    private static bool Uses(SyntaxTree tree, string attribute, CancellationToken cancellationToken) =>
        tree.GetText(cancellationToken).ToString().Contains(attribute, StringComparison.Ordinal)
        && tree.GetRoot(cancellationToken).DescendantNodes().OfType<AttributeSyntax>()
            .Any(node => node.Name.ToString().Contains(attribute, StringComparison.Ordinal));

    private static ImmutableArray<ISourceGenerator> Load(string path) =>
        File.Exists(path) ? new AnalyzerFileReference(path, new Loader()).GetGenerators(LanguageNames.CSharp) : [];

    /// <summary>Loads a generator and its neighbours; the compiler's own assemblies are those of this process.</summary>
    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public System.Reflection.Assembly LoadFromPath(string fullPath)
        {
            var context = new AssemblyLoadContext(Path.GetFileNameWithoutExtension(fullPath));
            context.Resolving += (_, name) =>
                Path.Combine(Path.GetDirectoryName(fullPath)!, $"{name.Name}.dll") is var neighbour && File.Exists(neighbour)
                    ? context.LoadFromAssemblyPath(neighbour)
                    : null;
            return context.LoadFromAssemblyPath(fullPath);
        }
    }
}
