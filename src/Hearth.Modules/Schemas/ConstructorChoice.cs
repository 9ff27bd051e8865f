using Microsoft.CodeAnalysis;

namespace Hearth.Modules.Schemas;

/// <summary>The constructor that the serializer calls, by its own rules; or why it finds none.</summary>
internal sealed record ConstructorChoice(IMethodSymbol? Constructor, string? Problem)
{
    public static ConstructorChoice Of(INamedTypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Interface)
            return new ConstructorChoice(null, "which is an interface: the serializer cannot know what to create; use a class, or [JsonDerivedType]");
        if (type.IsAbstract)
            return new ConstructorChoice(null, "which is abstract: the serializer cannot know what to create; add [JsonDerivedType]");

        var annotated = type.InstanceConstructors.Where(constructor => AttributeReader.FindJson(constructor, "JsonConstructor") is not null).ToArray();
        if (annotated.Length > 1)
            return new ConstructorChoice(null, "which has [JsonConstructor] on several constructors");
        if (annotated is [var chosen])
            return new ConstructorChoice(chosen, null);

        // A struct without the attribute starts as its default value, except for key and value pairs.
        if (type.IsValueType && TypeNames.Full(type) != "System.Collections.Generic.KeyValuePair`2")
            return new ConstructorChoice(null, null);
        var open = type.InstanceConstructors.Where(constructor => constructor.DeclaredAccessibility == Accessibility.Public && !(type.IsValueType && constructor.Parameters.IsEmpty)).ToArray();
        if (open.FirstOrDefault(constructor => constructor.Parameters.IsEmpty) is { } parameterless)
            return new ConstructorChoice(parameterless, null);
        return open switch
        {
            [var only] => new ConstructorChoice(only, null),
            [] => new ConstructorChoice(null, "which has no public constructor"),
            _ => new ConstructorChoice(null, "which has several public constructors; mark one with [JsonConstructor]"),
        };
    }
}
