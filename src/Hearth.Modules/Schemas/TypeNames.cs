using Microsoft.CodeAnalysis;

namespace Hearth.Modules.Schemas;

/// <summary>The names by which well-known types are recognised.</summary>
internal static class TypeNames
{
    /// <summary>Such as <c>System.Collections.Generic.List`1</c>.</summary>
    public static string Full(ITypeSymbol type)
    {
        var definition = type.OriginalDefinition;
        var name = definition.MetadataName;
        for (var outer = definition.ContainingType; outer is not null; outer = outer.ContainingType)
            name = $"{outer.MetadataName}+{name}";
        return definition.ContainingNamespace is { IsGlobalNamespace: false } space ? $"{space.ToDisplayString()}.{name}" : name;
    }

    public static IEnumerable<INamedTypeSymbol> SelfAndBases(ITypeSymbol type)
    {
        for (var current = type as INamedTypeSymbol; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType)
            yield return current;
    }

    public static IEnumerable<INamedTypeSymbol> SelfAndInterfaces(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Interface } self ? type.AllInterfaces.Prepend(self) : type.AllInterfaces;
}
