using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hearth.Modules.Pins;

/// <summary><c>dynamic</c>: its binder keeps what it has seen.</summary>
internal sealed class DynamicPin() : PinRule(Problems.DynamicType, ["dynamic"],
    "The binder behind 'dynamic' remembers the types that it has seen, and keeps replaced code in memory for good. Use an interface, a pattern or JsonElement.")
{
    public override bool Matches(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken) =>
        node is IdentifierNameSyntax { Identifier.ValueText: "dynamic" } && model.GetSymbolInfo(node, cancellationToken).Symbol is IDynamicTypeSymbol;
}
