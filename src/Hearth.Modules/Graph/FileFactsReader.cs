using Hearth.Coherence;
using Hearth.Modules.Projects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Hearth.Modules.Graph;

/// <summary>Parses a file and collects what its syntax says. Pure.</summary>
internal static class FileFactsReader
{
    public static FileFacts Read(SourceFile source, CSharpParseOptions options, CancellationToken cancellationToken)
    {
        var tree = CSharpSyntaxTree.ParseText(
            SourceText.From(source.Content.ToArray(), source.Content.Length, encoding: null, SourceHashAlgorithm.Sha256), options, source.Path, cancellationToken);
        var root = (CompilationUnitSyntax)tree.GetRoot(cancellationToken);
        var declarations = new DeclarationCollector();
        declarations.Collect(root);
        return new FileFacts(source.Path, source.Fingerprint, tree, SyntacticSurface.Of(root), DocumentationOf(root),
            declarations.Found, declarations.Types, declarations.Names, MentionedNames.In(root), [.. root.Usings.Where(IsGlobal).Select(SyntacticSurface.Text)]);
    }

    private static bool IsGlobal(UsingDirectiveSyntax directive) => directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword);

    private static Fingerprint DocumentationOf(CompilationUnitSyntax root)
    {
        using var builder = new FingerprintBuilder();
        foreach (var trivia in root.DescendantTrivia().Where(trivia => trivia.HasStructure && trivia.GetStructure() is DocumentationCommentTriviaSyntax))
            builder.Add(trivia.ToFullString());
        return builder.Build();
    }
}
