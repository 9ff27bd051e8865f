using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hearth.Modules.Graph;

/// <summary>The names that a file can be bound by: its identifiers, and those that the language looks up for its syntax.</summary>
internal static class MentionedNames
{
    public static readonly ImmutableArray<string> Query =
        ["Cast", "GroupBy", "GroupJoin", "Join", "OrderBy", "OrderByDescending", "Select", "SelectMany", "ThenBy", "ThenByDescending", "Where"];

    /// <summary>Stands for a <c>+=</c> that may put a handler on another object's event.</summary>
    public const string Subscription = "+=";

    /// <summary>Numbers and texts are added by the same syntax; most of them can be told by what is added.</summary>
    public static bool MaySubscribe(AssignmentExpressionSyntax assignment) => assignment is
    {
        RawKind: (int)SyntaxKind.AddAssignmentExpression,
        Left: MemberAccessExpressionSyntax { Expression: not (ThisExpressionSyntax or BaseExpressionSyntax) },
        Right: AnonymousFunctionExpressionSyntax or SimpleNameSyntax or MemberAccessExpressionSyntax or BaseObjectCreationExpressionSyntax,
    };

    public static ImmutableHashSet<string> In(CompilationUnitSyntax root)
    {
        var names = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var token in root.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken))
                names.Add(token.ValueText);
            else if (token.IsKind(SyntaxKind.ForEachKeyword))
                names.UnionWith(["GetEnumerator", "GetAsyncEnumerator", "Deconstruct"]);
            else if (token.IsKind(SyntaxKind.AwaitKeyword))
                names.UnionWith(["GetAwaiter", "GetAsyncEnumerator"]);
            else if (token.IsKind(SyntaxKind.FromKeyword))
                names.UnionWith(Query);
            else if (token.IsKind(SyntaxKind.FixedKeyword))
                names.Add("GetPinnableReference");
            else if (token.Parent is InitializerExpressionSyntax or CollectionExpressionSyntax)
                names.Add("Add");
            else if (token.Parent is TupleExpressionSyntax or ParenthesizedVariableDesignationSyntax or PositionalPatternClauseSyntax)
                names.Add("Deconstruct");
            if (token.Parent is BinaryExpressionSyntax or PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax or AssignmentExpressionSyntax)
                names.Add(DeclarationCollector.Operator);
            if (token.Parent is AssignmentExpressionSyntax assignment && MaySubscribe(assignment))
                names.Add(Subscription);
        }

        // [Obsolete] means ObsoleteAttribute.
        foreach (var attribute in root.DescendantNodes().OfType<AttributeSyntax>())
            if (LastName(attribute.Name) is { } name)
                names.Add(name + "Attribute");
        return names.ToImmutable();
    }

    private static string? LastName(NameSyntax name) => name switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        _ => null,
    };
}
