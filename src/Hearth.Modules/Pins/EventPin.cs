using Hearth.Modules.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hearth.Modules.Pins;

/// <summary>A handler on an event of something that outlives the code: a static event, or one of an object that a static member of another assembly holds.</summary>
internal sealed class EventPin() : PinRule(Problems.ProcessEvent, [MentionedNames.Subscription],
    "This event belongs to the process: its handler keeps replaced code in memory for good. Take the handler off with '-=' before the task returns, or in a resource's DisposeAsync.")
{
    public override bool Matches(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken)
    {
        if (node is not AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression, Left: MemberAccessExpressionSyntax left } || !MentionedNames.MaySubscribe((AssignmentExpressionSyntax)node)
            || model.GetSymbolInfo(left, cancellationToken).Symbol is not IEventSymbol happened || IsOurs(happened, model))
            return false;
        var outlives = happened.IsStatic
            || (model.GetSymbolInfo(left.Expression, cancellationToken).Symbol is IPropertySymbol { IsStatic: true } or IFieldSymbol { IsStatic: true }
                && !IsOurs(model.GetSymbolInfo(left.Expression, cancellationToken).Symbol!, model));
        return outlives && !PinSyntax.TypeAround(node).DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Any(other => other.IsKind(SyntaxKind.SubtractAssignmentExpression) && PinSyntax.NameOf(other.Left) == happened.Name);
    }

    private static bool IsOurs(ISymbol symbol, SemanticModel model) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, model.Compilation.Assembly);
}
