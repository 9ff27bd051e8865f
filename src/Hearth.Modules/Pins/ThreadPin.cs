using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hearth.Modules.Pins;

/// <summary>A thread that nobody waits for.</summary>
internal sealed class ThreadPin() : PinRule(Problems.LooseThread, ["Thread"],
    "A thread keeps replaced code in memory until it ends, and nothing here waits for that. Call Join before the task returns, or in a resource's DisposeAsync.")
{
    public override bool Matches(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken) =>
        node is BaseObjectCreationExpressionSyntax created && PinSyntax.IsA(model.GetTypeInfo(created, cancellationToken).Type, "System.Threading.Thread")
        && !PinSyntax.Calls(PinSyntax.TypeAround(node), "Join");
}
