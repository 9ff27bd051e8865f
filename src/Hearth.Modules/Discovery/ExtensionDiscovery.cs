using Hearth.Modules.Compilation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hearth.Modules.Discovery;

/// <summary>Finds the classes of an assembly that are extensions, of all kinds, by their symbols: nothing is loaded or run.</summary>
internal static class ExtensionDiscovery
{
    /// <summary>The extensions that some files of a program declare.</summary>
    public static DiscoveredExtensions Find(CSharpCompilation compilation, IEnumerable<SyntaxTree> trees, CancellationToken cancellationToken) =>
        Find(trees.SelectMany(tree => Types(compilation, tree, cancellationToken)).Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default), compilation, cancellationToken);

    /// <summary>The extensions of one assembly that a compilation knows.</summary>
    public static DiscoveredExtensions Find(IAssemblySymbol assembly, CSharpCompilation compilation, CancellationToken cancellationToken) =>
        Find(Types(assembly.GlobalNamespace), compilation, cancellationToken);

    private static DiscoveredExtensions Find(IEnumerable<INamedTypeSymbol> types, CSharpCompilation compilation, CancellationToken cancellationToken)
    {
        var contracts = ExtensionContract.All
            .Select(contract => (Contract: contract, Symbol: compilation.GetTypeByMetadataName(contract.Interface)))
            .Where(contract => contract.Symbol is not null).ToArray();
        var diagnostics = new List<SourceDiagnostic>();
        var describer = new ExtensionDescriber(compilation.GetTypeByMetadataName("Hearth.IConfigurable`1"), diagnostics, cancellationToken);
        var found = new List<ExtensionDescriptor>();
        foreach (var type in types)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var kinds = contracts.Select(contract => (contract.Contract, Symbols: Implemented(type, contract.Symbol!))).Where(kind => kind.Symbols.Length > 0).ToArray();
            if (kinds.Length > 0 && IsExtension(type, kinds, diagnostics))
                found.Add(describer.Describe(type, kinds[0].Contract, kinds[0].Symbols[0]));
        }

        return new DiscoveredExtensions(
            [.. found.OrderBy(extension => extension.Kind).ThenBy(extension => extension.Name, StringComparer.Ordinal)], [.. diagnostics]);
    }

    /// <summary>The forms in which a type implements an interface: several, where it is generic.</summary>
    internal static INamedTypeSymbol[] Implemented(INamedTypeSymbol type, INamedTypeSymbol contract) =>
        [.. type.AllInterfaces.Where(candidate => SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, contract))];

    private static bool IsExtension(INamedTypeSymbol type, (ExtensionContract Contract, INamedTypeSymbol[] Symbols)[] kinds, List<SourceDiagnostic> diagnostics)
    {
        var named = ExtensionDescriber.NameAttribute(type) is not null;

        // A base class for extensions, and an interface that extends a contract, are ordinary C#.
        if (type.TypeKind == TypeKind.Interface || (type.IsAbstract && !named))
            return false;
        if (CreationObstacle(type) is { } obstacle)
            diagnostics.Add(Error(type, Problems.CannotBeCreated, $"The {kinds[0].Contract.Word} class '{type.Name}' {obstacle}."));
        else if (kinds.Length > 1)
            diagnostics.Add(Error(type, Problems.SeveralKinds,
                $"The class '{type.Name}' is a {string.Join(" and a ", kinds.Select(kind => kind.Contract.Word))}; an extension is of one kind. Make a class for each."));
        else if (kinds[0] is { Symbols.Length: > 1 and var count } kind)
            diagnostics.Add(Error(type, Problems.SeveralContracts,
                $"The class '{type.Name}' implements {kind.Contract.InCode} {count} times; {(kind.Contract.Kind == ExtensionKind.Task
                    ? "a task has one input and one output" : "a resource has one configuration")}. Make a class for each."));
        else
            return true;
        return false;
    }

    private static string? CreationObstacle(INamedTypeSymbol type) => type switch
    {
        { TypeKind: not TypeKind.Class } => "is a struct; make it a class",
        { IsAbstract: true } => "is abstract; a worker cannot create it",
        _ when ExtensionDescriber.Containing(type).Any(outer => outer.IsGenericType) => "is generic; derive a class that says what its types are",
        _ when ExtensionDescriber.Containing(type).Any(outer => outer.DeclaredAccessibility != Accessibility.Public) => "is not public; a worker finds public classes only",
        _ when !type.InstanceConstructors.Any(constructor => constructor is { Parameters.IsEmpty: true, DeclaredAccessibility: Accessibility.Public }) =>
            "has no public constructor without parameters; a worker cannot create it",
        _ when type.GetMembers().OfType<IPropertySymbol>().Any(property => property.IsRequired) => "has required members; a worker cannot create it",
        _ => null,
    };

    private static IEnumerable<INamedTypeSymbol> Types(CSharpCompilation compilation, SyntaxTree tree, CancellationToken cancellationToken)
    {
        var model = compilation.GetSemanticModel(tree);
        foreach (var declaration in tree.GetRoot(cancellationToken).DescendantNodes(node => node is CompilationUnitSyntax or MemberDeclarationSyntax).OfType<TypeDeclarationSyntax>())
            if (model.GetDeclaredSymbol(declaration, cancellationToken) is { } type)
                yield return type;
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers())
        {
            if (member is INamedTypeSymbol type)
                yield return type;
            if (member is INamespaceOrTypeSymbol inner)
                foreach (var nested in Types(inner))
                    yield return nested;
        }
    }

    private static SourceDiagnostic Error(INamedTypeSymbol type, string id, string message) =>
        SourceDiagnostics.At(type.Locations[0], id, SourceSeverity.Error, message);
}
