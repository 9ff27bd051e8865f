using Microsoft.CodeAnalysis;

namespace Hearth.Modules.Schemas;

/// <summary>Where in a type a schema is being derived: for messages.</summary>
/// <param name="Path">Such as <c>Order.Lines</c>; null at the root.</param>
/// <param name="Location">The nearest place in the user's sources.</param>
internal sealed record SchemaSite(string? Path, Location Location)
{
    public SchemaSite Member(INamedTypeSymbol type, ISymbol member) =>
        new($"{type.Name}.{member.Name}", member.Locations.FirstOrDefault(location => location.IsInSource) ?? Location);

    /// <summary>The start of a message about a type at this place.</summary>
    public string Holds(ITypeSymbol type)
    {
        var name = type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        return Path is null ? $"is '{name}'" : $"holds '{name}' in '{Path}'";
    }
}
