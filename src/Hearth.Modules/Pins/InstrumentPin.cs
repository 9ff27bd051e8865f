using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hearth.Modules.Pins;

/// <summary>An observable instrument: the process holds meters, and they hold what is to be asked.</summary>
internal sealed class InstrumentPin() : PinRule(Problems.ObservableInstrument, ["CreateObservableCounter", "CreateObservableGauge", "CreateObservableUpDownCounter"],
    "An observable instrument keeps its callback, and with it replaced code, in memory until its meter is disposed. Use 'using', or dispose of the meter in DisposeAsync.")
{
    public override bool Matches(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken) =>
        node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } && Names.Contains(access.Name.Identifier.ValueText)
        && PinSyntax.IsA(model.GetSymbolInfo(node, cancellationToken).Symbol?.ContainingType, "System.Diagnostics.Metrics.Meter")
        && !IsEnded(PinSyntax.TypeAround(node), access.Expression);

    private static bool IsEnded(SyntaxNode type, ExpressionSyntax meter) => PinSyntax.NameOf(meter) is { } name && (PinSyntax.IsEnded(type, name, "Dispose")
        || type.DescendantNodes().OfType<LocalDeclarationStatementSyntax>().Any(local => local.UsingKeyword.IsKind(SyntaxKind.UsingKeyword) && local.Declaration.Variables.Any(variable => variable.Identifier.ValueText == name))
        || type.DescendantNodes().OfType<UsingStatementSyntax>().Any(use => use.Declaration?.Variables.Any(variable => variable.Identifier.ValueText == name) == true));
}
