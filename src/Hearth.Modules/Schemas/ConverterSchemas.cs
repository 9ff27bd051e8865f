using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;

namespace Hearth.Modules.Schemas;

/// <summary>What <c>[JsonConverter]</c> and <c>[JsonNumberHandling]</c> make of a type.</summary>
internal static class ConverterSchemas
{
    private const int ReadFromString = 1, WriteAsString = 2, NamedLiterals = 4;

    /// <param name="symbol">The type or property that may carry the attribute.</param>
    /// <param name="type">The type that is converted.</param>
    /// <returns>Anything, for a converter that only its author knows; null without one.</returns>
    public static JsonObject? Of(ISymbol symbol, ITypeSymbol type)
    {
        var attribute = symbol.GetAttributes().FirstOrDefault(candidate => candidate.AttributeClass is { } name
            && TypeNames.SelfAndBases(name).Any(part => TypeNames.Full(part) == "System.Text.Json.Serialization.JsonConverterAttribute"));
        if (attribute is null)
            return null;
        var converter = AttributeReader.Argument(attribute, 0) is ITypeSymbol given ? TypeNames.Full(given) : "";
        return type is not INamedTypeSymbol { TypeKind: TypeKind.Enum } enumeration ? [] : converter switch
        {
            // Named on an enum, the converter is made without a naming policy.
            "System.Text.Json.Serialization.JsonStringEnumConverter" or "System.Text.Json.Serialization.JsonStringEnumConverter`1" => EnumSchemas.Of(enumeration, null),
            "System.Text.Json.Serialization.JsonNumberEnumConverter`1" => new JsonObject { ["type"] = "integer" },
            _ => [],
        };
    }

    /// <summary>Numbers that are also read from strings, or written as such.</summary>
    public static JsonObject WithNumberHandling(JsonObject schema, ObjectMember member, INamedTypeSymbol owner, SchemaDirection direction)
    {
        if ((AttributeReader.FindJson(member.Property, "JsonNumberHandling") ?? AttributeReader.FindJson(owner, "JsonNumberHandling")) is not { } attribute
            || AttributeReader.Argument(attribute, 0) is not int handling)
            return schema;
        var text = direction == SchemaDirection.Input ? handling & (ReadFromString | NamedLiterals) : handling & (WriteAsString | NamedLiterals);
        if (text == 0 || !IsNumber(schema))
            return schema;
        var digits = schema["type"]!.ToJsonString().Contains("integer", StringComparison.Ordinal) ? @"-?\d+" : @"-?\d+(\.\d+)?([eE][+-]?\d+)?";
        var pattern = (text & NamedLiterals) == 0 ? $"^{digits}$" : $"^({digits}|NaN|-?Infinity)$";
        return new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "string", ["pattern"] = pattern }) };
    }

    private static bool IsNumber(JsonObject schema) => schema["type"] switch
    {
        JsonValue value => IsNumber(value),
        JsonArray values => values.Any(IsNumber),
        _ => false,
    };

    private static bool IsNumber(JsonNode? type) => type?.GetValue<string>() is "integer" or "number";
}
