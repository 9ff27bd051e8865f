using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hearth.Modules.Pins;

/// <summary>What rules ask of syntax: who holds a new object, and whether the class lets go of it. By name: a rule that misses a strange way is better than one that cries wolf.</summary>
internal static class PinSyntax
{
    /// <summary>The type that a node stands in.</summary>
    public static SyntaxNode TypeAround(SyntaxNode node) => node.Ancestors().OfType<TypeDeclarationSyntax>().FirstOrDefault() ?? node.SyntaxTree.GetRoot();

    /// <summary>The name of the variable, field or property that a new object is put into; null where it goes elsewhere.</summary>
    public static string? HolderOf(ExpressionSyntax created) => created.Parent switch
    {
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } => variable.Identifier.ValueText,
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Identifier.ValueText,
        AssignmentExpressionSyntax assignment when assignment.Right == created => NameOf(assignment.Left),
        _ => null,
    };

    /// <summary>Whether an expression is what a <c>using</c> ends.</summary>
    public static bool IsUsed(ExpressionSyntax created) => created.Parent switch
    {
        UsingStatementSyntax => true,
        EqualsValueClauseSyntax { Parent.Parent: VariableDeclarationSyntax { Parent: UsingStatementSyntax } } => true,
        EqualsValueClauseSyntax { Parent.Parent: VariableDeclarationSyntax { Parent: LocalDeclarationStatementSyntax local } } => !local.UsingKeyword.IsKind(SyntaxKind.None),
        _ => false,
    };

    /// <summary>Whether the type calls one of these methods on what has this name, or has a <c>using</c> of it.</summary>
    public static bool IsEnded(SyntaxNode type, string holder, params ReadOnlySpan<string> methods)
    {
        foreach (var node in type.DescendantNodes())
        {
            switch (node)
            {
                case UsingStatementSyntax { Expression: { } used } when NameOf(used) == holder:
                    return true;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax call } when methods.Contains(call.Name.Identifier.ValueText) && NameOf(call.Expression) == holder:
                case ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax end } } conditional
                    when methods.Contains(end.Name.Identifier.ValueText) && NameOf(conditional.Expression) == holder:
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether the type calls a method of this name on anything.</summary>
    public static bool Calls(SyntaxNode type, string method) =>
        type.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call => NameOf(call.Expression) == method);

    /// <summary>The last name of <c>a.b.c</c>.</summary>
    public static string? NameOf(ExpressionSyntax expression) => expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure => NameOf(sure.Operand),
        _ => null,
    };

    /// <summary>Whether an object is of a type.</summary>
    public static bool IsA(ITypeSymbol? type, string name) => type?.ToDisplayString() == name;
}
