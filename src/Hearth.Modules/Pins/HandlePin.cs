using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hearth.Modules.Pins;

/// <summary>A strong handle that nobody frees.</summary>
internal sealed class HandlePin() : PinRule(Problems.StrongHandle, ["GCHandle"],
    "A GCHandle keeps its object, and with it replaced code, in memory until it is freed. Call Free, or use GCHandleType.Weak.")
{
    public override bool Matches(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken) =>
        node is InvocationExpressionSyntax call && PinSyntax.NameOf(call.Expression) == "Alloc"
        && !call.ArgumentList.Arguments.Skip(1).Any(argument => PinSyntax.NameOf(argument.Expression) is "Weak" or "WeakTrackResurrection")
        && PinSyntax.IsA(model.GetSymbolInfo(call, cancellationToken).Symbol?.ContainingType, "System.Runtime.InteropServices.GCHandle")
        && !PinSyntax.Calls(PinSyntax.TypeAround(node), "Free");
}
