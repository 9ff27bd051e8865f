using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hearth.Modules.Graph;

/// <summary>
/// Asks the compiler what the names of a file mean. Everything that a file takes from others it names, except what the language looks up for
/// its syntax, which is asked for too. The types of expressions that it does not name are in the surfaces of what it does name.
/// </summary>
internal sealed class UsageWalker
{
    private readonly string _path;
    private readonly SemanticModel _model;
    private readonly ImmutableSortedSet<string>.Builder _files = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
    private readonly ImmutableSortedSet<string>.Builder _namespaces = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);

    private UsageWalker(string path, SemanticModel model)
    {
        _path = path;
        _model = model;
    }

    /// <param name="compilation">All files of the program.</param>
    /// <param name="file">The file to look at.</param>
    /// <param name="isDeclared">Whether any file declares something by this name; nothing else need be bound.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static FileUses Walk(CSharpCompilation compilation, FileFacts file, Func<string, bool> isDeclared, CancellationToken cancellationToken)
    {
        var walker = new UsageWalker(file.Path, compilation.GetSemanticModel(file.Tree));
        foreach (var node in file.Tree.GetRoot(cancellationToken).DescendantNodes())
            walker.Visit(node, isDeclared, cancellationToken);
        return new FileUses(walker._files.ToImmutable(), walker._namespaces.ToImmutable());
    }

    /// <summary>What a part of a file refers to.</summary>
    public static FileUses Walk(CSharpCompilation compilation, string path, SyntaxNode part)
    {
        var walker = new UsageWalker("", compilation.GetSemanticModel(part.SyntaxTree));
        foreach (var node in part.DescendantNodes())
            walker.Visit(node, _ => true, CancellationToken.None);
        return new FileUses(walker._files.ToImmutable().Remove(path), walker._namespaces.ToImmutable());
    }

    private void Visit(SyntaxNode node, Func<string, bool> isDeclared, CancellationToken cancellationToken)
    {
        switch (node)
        {
            case SimpleNameSyntax name when !IsNamespaceName(name) && (isDeclared(name.Identifier.ValueText) || isDeclared(name.Identifier.ValueText + "Attribute")):
                Add(_model.GetSymbolInfo(name, cancellationToken));
                if (name is IdentifierNameSyntax identifier && _model.GetAliasInfo(identifier, cancellationToken) is { } alias)
                    Add(alias.Target);
                break;
            case CommonForEachStatementSyntax loop when isDeclared("GetEnumerator") || isDeclared("GetAsyncEnumerator"):
                Add(_model.GetForEachStatementInfo(loop).GetEnumeratorMethod);
                break;
            case AwaitExpressionSyntax awaiting when isDeclared("GetAwaiter"):
                Add(_model.GetAwaitExpressionInfo(awaiting).GetAwaiterMethod);
                break;
            case AssignmentExpressionSyntax { Left: TupleExpressionSyntax or DeclarationExpressionSyntax } assignment when isDeclared("Deconstruct"):
                Add(_model.GetDeconstructionInfo(assignment));
                break;
            case RecursivePatternSyntax { PositionalPatternClause: not null } pattern when isDeclared("Deconstruct"):
                Add((_model.GetOperation(pattern, cancellationToken) as Microsoft.CodeAnalysis.Operations.IRecursivePatternOperation)?.DeconstructSymbol);
                break;
            case InitializerExpressionSyntax { RawKind: (int)SyntaxKind.CollectionInitializerExpression } initializer when isDeclared("Add"):
                foreach (var element in initializer.Expressions)
                    Add(_model.GetCollectionInitializerSymbolInfo(element, cancellationToken));
                break;
            case QueryClauseSyntax clause:
                var query = _model.GetQueryClauseInfo(clause, cancellationToken);
                Add(query.CastInfo);
                Add(query.OperationInfo);
                break;
            case SelectOrGroupClauseSyntax or OrderingSyntax:
                Add(_model.GetSymbolInfo(node, cancellationToken));
                break;
            case BinaryExpressionSyntax or PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax or AssignmentExpressionSyntax when isDeclared(DeclarationCollector.Operator):
                Add(_model.GetSymbolInfo(node, cancellationToken));
                break;
        }
    }

    /// <summary>A file's own namespace is declared by it, whoever else does.</summary>
    private static bool IsNamespaceName(SimpleNameSyntax name)
    {
        SyntaxNode node = name;
        while (node.Parent is QualifiedNameSyntax)
            node = node.Parent;
        return node.Parent is BaseNamespaceDeclarationSyntax;
    }

    private void Add(DeconstructionInfo info)
    {
        Add(info.Method);
        foreach (var nested in info.Nested)
            Add(nested);
    }

    private void Add(SymbolInfo info)
    {
        Add(info.Symbol);
        // Where the compiler cannot choose, each candidate is part of the reason.
        foreach (var candidate in info.CandidateSymbols)
            Add(candidate);
    }

    private void Add(ISymbol? symbol)
    {
        switch (symbol)
        {
            case null or ILocalSymbol or IParameterSymbol or IRangeVariableSymbol or ILabelSymbol or ITypeParameterSymbol:
                return;
            case IAliasSymbol alias:
                Add(alias.Target);
                return;
            case INamespaceSymbol space:
                if (!space.IsGlobalNamespace && space.Locations.Any(location => location.IsInSource))
                    _namespaces.Add(space.ToDisplayString());
                return;
            case IMethodSymbol { ReducedFrom: { } whole }:
                Add(whole);
                return;
        }

        // What the compiler adds to a type (constructors, members of records) is declared where the type is.
        for (var declared = symbol.OriginalDefinition; declared is not null and not INamespaceSymbol; declared = declared.ContainingSymbol)
            foreach (var reference in declared.DeclaringSyntaxReferences)
                if (reference.SyntaxTree.FilePath is { Length: > 0 } file && file != _path)
                    _files.Add(file);
    }
}
