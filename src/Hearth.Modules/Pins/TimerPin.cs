using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hearth.Modules.Pins;

/// <summary>A timer that goes on after its task: the system holds its callback. One that nothing holds stops by itself when it is collected.</summary>
internal sealed class TimerPin() : PinRule(Problems.RunningTimer, ["Timer"],
    "A timer that runs keeps replaced code in memory. Use 'using', or dispose of it in DisposeAsync.")
{
    public override bool Matches(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken)
    {
        if (node is not BaseObjectCreationExpressionSyntax created || PinSyntax.IsUsed(created) || PinSyntax.HolderOf(created) is not { } holder)
            return false;
        var type = model.GetTypeInfo(created, cancellationToken).Type;
        var raises = PinSyntax.IsA(type, "System.Timers.Timer");
        if (!raises && !PinSyntax.IsA(type, "System.Threading.Timer"))
            return false;
        // A local that its callback does not use is collected, and the timer with it.
        if (!raises && IsLocal(created, holder, model, cancellationToken) && created.ArgumentList is { } arguments && arguments.Arguments.Count > 1
            && (holder == "_" || !arguments.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == holder)))
            return false;
        return !PinSyntax.IsEnded(PinSyntax.TypeAround(node), holder, "Dispose", "DisposeAsync", "Stop", "Close");
    }

    private static bool IsLocal(ExpressionSyntax created, string holder, SemanticModel model, CancellationToken cancellationToken) => holder == "_" || (created.Parent switch
    {
        EqualsValueClauseSyntax { Parent: { } declared } => model.GetDeclaredSymbol(declared, cancellationToken),
        AssignmentExpressionSyntax assignment => model.GetSymbolInfo(assignment.Left, cancellationToken).Symbol,
        _ => null,
    }) is ILocalSymbol or IDiscardSymbol;
}
