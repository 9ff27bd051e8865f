using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.Loader;
using Hearth.Modules.Frameworks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hearth.Modules.Compilation;

/// <summary>
/// Runs the framework's own source generators (<c>[GeneratedRegex]</c>, <c>[JsonSerializable]</c>, <c>[LibraryImport]</c>), each loaded only once a
/// source uses its attribute. Generators of packages are not run: they would be foreign code in the host. Safe for use from several threads.
/// </summary>
internal sealed class GeneratorCache
{
    private static readonly ImmutableArray<(string Attribute, string File)> _known =
    [
        ("GeneratedRegex", "System.Text.RegularExpressions.Generator.dll"),
        ("JsonSerializable", "System.Text.Json.SourceGeneration.dll"),
        ("LibraryImport", "Microsoft.Interop.LibraryImportGenerator.dll"),
    ];

    private readonly ConcurrentDictionary<string, ImmutableArray<ISourceGenerator>> _loaded = new(StringComparer.Ordinal);

    public GeneratorResult Run(
        CSharpCompilation compilation, ImmutableArray<SyntaxTree> trees, FrameworkReferences framework, CSharpParseOptions options, CancellationToken cancellationToken)
    {
        var generators = _known.Where(known => trees.Any(tree => Uses(tree, known.Attribute, cancellationToken)))
            .Select(known => Path.Combine(framework.GeneratorDirectory ?? "", known.File)).Where(File.Exists)
            .SelectMany(path => _loaded.GetOrAdd(path, Load)).ToImmutableArray();
        if (generators.IsEmpty)
            return new GeneratorResult(compilation, []);
        CSharpGeneratorDriver.Create(generators, parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(compilation, out var updated, out var diagnostics, cancellationToken);
        return new GeneratorResult((CSharpCompilation)updated, diagnostics);
    }

    /// <summary>By text first: most files use none, and searching a text is cheaper than walking a tree.</summary>
    private static bool Uses(SyntaxTree tree, string attribute, CancellationToken cancellationToken) =>
        tree.GetText(cancellationToken).ToString().Contains(attribute, StringComparison.Ordinal)
        && tree.GetRoot(cancellationToken).DescendantNodes().OfType<AttributeSyntax>()
            .Any(node => node.Name.ToString().Contains(attribute, StringComparison.Ordinal));

    private static ImmutableArray<ISourceGenerator> Load(string path) =>
        new AnalyzerFileReference(path, new Loader()).GetGenerators(LanguageNames.CSharp);

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
