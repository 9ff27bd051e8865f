using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hearth.Modules.Pins;

/// <summary>What is told to <c>TypeDescriptor</c>: it is kept by type.</summary>
internal sealed class DescriptorPin() : PinRule(Problems.TypeDescription, ["TypeDescriptor"],
    "TypeDescriptor keeps what it is told, and with it replaced code, for good. Put attributes on the type itself, or remove the provider again.")
{
    public override bool Matches(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken) =>
        node is InvocationExpressionSyntax call && PinSyntax.NameOf(call.Expression) is "AddAttributes" or "AddProvider" or "AddProviderTransparent"
        && PinSyntax.IsA(model.GetSymbolInfo((InvocationExpressionSyntax)node, cancellationToken).Symbol?.ContainingType, "System.ComponentModel.TypeDescriptor")
        && PinSyntax.TypeAround(node) is var type && !PinSyntax.Calls(type, "RemoveProvider") && !PinSyntax.Calls(type, "RemoveProviderTransparent");
}
