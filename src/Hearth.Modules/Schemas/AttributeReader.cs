using Microsoft.CodeAnalysis;

namespace Hearth.Modules.Schemas;

/// <summary>Attributes by the full names of their classes.</summary>
internal static class AttributeReader
{
    public static AttributeData? Find(ISymbol symbol, string name) =>
        symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass is { } type && TypeNames.Full(type) == name);

    public static IEnumerable<AttributeData> All(ISymbol symbol, string name) =>
        symbol.GetAttributes().Where(attribute => attribute.AttributeClass is { } type && TypeNames.Full(type) == name);

    public static AttributeData? FindJson(ISymbol symbol, string name) => Find(symbol, $"System.Text.Json.Serialization.{name}Attribute");

    /// <summary>The attribute on the first symbol that has it: a property and the parameter that sets it share theirs.</summary>
    public static AttributeData? FindFirst(IEnumerable<ISymbol> symbols, string name) =>
        symbols.Select(symbol => Find(symbol, name)).FirstOrDefault(attribute => attribute is not null);

    public static object? Named(AttributeData attribute, string name)
    {
        foreach (var (key, value) in attribute.NamedArguments)
            if (key == name)
                return value.Value;
        return null;
    }

    public static object? Argument(AttributeData attribute, int index) =>
        index < attribute.ConstructorArguments.Length && attribute.ConstructorArguments[index] is { Kind: not TypedConstantKind.Array } argument ? argument.Value : null;
}
