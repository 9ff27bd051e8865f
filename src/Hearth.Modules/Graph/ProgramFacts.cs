using System.Collections.Immutable;
using Hearth.Coherence;
using Hearth.Modules.Compilation;
using Hearth.Modules.Projects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hearth.Modules.Graph;

/// <summary>The files of a program as one whole, parsed and ready to be asked what names mean. Immutable.</summary>
internal sealed class ProgramFacts
{
    private ProgramFacts(Fingerprint settings, ModuleBuilder builder, ImmutableSortedDictionary<string, FileFacts> files, CSharpCompilation whole)
    {
        Settings = settings;
        Builder = builder;
        Files = files;
        Whole = whole;
        Namespaces = [.. files.Values.SelectMany(file => file.Declarations).Where(declaration => declaration.Header == "namespace")
            .Select(declaration => declaration.Namespace.Length == 0 ? declaration.Name : $"{declaration.Namespace}.{declaration.Name}").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        using var environment = new FingerprintBuilder();
        environment.Add("settings").Add(settings);
        foreach (var directive in files.Values.SelectMany(file => file.GlobalUsings).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            environment.Add(directive);
        Environment = environment.Build();
        Directives = [.. files.Values.Where(file => !file.GlobalUsings.IsEmpty).SelectMany(DirectivesOf)];
    }

    /// <summary>Of settings and references.</summary>
    public Fingerprint Settings { get; }

    /// <summary>Of all that acts on every file: settings, references, global usings.</summary>
    public Fingerprint Environment { get; }

    public ModuleBuilder Builder { get; }

    public ImmutableSortedDictionary<string, FileFacts> Files { get; }

    public CSharpCompilation Whole { get; }

    public ImmutableArray<string> Namespaces { get; }

    public ImmutableArray<GlobalDirective> Directives { get; }

    /// <summary>Parses what changed; all else is taken over.</summary>
    public static ProgramFacts Create(ProgramFacts? previous, Fingerprint settings, ModuleBuilder builder, ImmutableArray<SourceFile> sources, CancellationToken cancellationToken)
    {
        var known = previous?.Settings == settings ? previous : null;
        var read = new FileFacts[sources.Length];
        var parsing = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = System.Environment.ProcessorCount };
        Parallel.For(0, sources.Length, parsing, index => read[index] = known?.Files.GetValueOrDefault(sources[index].Path) is { } same && same.Text == sources[index].Fingerprint
            ? same
            : FileFactsReader.Read(sources[index], builder.ParseOptions, cancellationToken));
        var files = read.ToImmutableSortedDictionary(file => file.Path, file => file, StringComparer.Ordinal);
        return new ProgramFacts(settings, builder, files, known is null ? builder.Whole(read.Select(file => file.Tree)) : Updated(known, files));
    }

    private static CSharpCompilation Updated(ProgramFacts known, ImmutableSortedDictionary<string, FileFacts> files)
    {
        var whole = known.Whole.RemoveSyntaxTrees(known.Files.Values.Where(file => !files.ContainsKey(file.Path)).Select(file => file.Tree));
        foreach (var file in files.Values)
        {
            if (known.Files.GetValueOrDefault(file.Path) is not { } old)
                whole = whole.AddSyntaxTrees(file.Tree);
            else if (old.Tree != file.Tree)
                whole = whole.ReplaceSyntaxTree(old.Tree, file.Tree);
        }

        return whole;
    }

    private IEnumerable<GlobalDirective> DirectivesOf(FileFacts file)
    {
        foreach (var directive in ((CompilationUnitSyntax)file.Tree.GetRoot()).Usings.Where(directive => directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword)))
            yield return new GlobalDirective(SyntacticSurface.Text(directive), file.Path, directive.Alias?.Name.Identifier.ValueText, UsageWalker.Walk(Whole, file.Path, directive));
    }
}
