using System.Text;
using Hearth.Coherence;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hearth.Modules.Graph;

/// <summary>What of a file others can see, as text: its tokens without comments, without bodies, and without initial values that are not constants.</summary>
internal static class SyntacticSurface
{
    public static Fingerprint Of(SyntaxNode node) => Fingerprint.Of(Text(node));

    public static string Text(SyntaxNode node)
    {
        var text = new StringBuilder();
        foreach (var token in node.DescendantTokens(IsVisible))
            text.Append(token.Text).Append(' ');
        return text.ToString();
    }

    private static bool IsVisible(SyntaxNode node) => node switch
    {
        BlockSyntax or ArrowExpressionClauseSyntax or ConstructorInitializerSyntax => false,
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax } => false,
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax field } } => field.Modifiers.Any(SyntaxKind.ConstKeyword),
        _ => true,
    };
}
