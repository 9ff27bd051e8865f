using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;

namespace Hearth.Modules.Schemas;

/// <summary>The types that are one JSON value: numbers, texts, times. The patterns are those of the serializer.</summary>
internal static class ScalarSchemas
{
    /// <returns>A new object; null for a type that is none of them.</returns>
    public static JsonObject? Of(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_String => Text(),
        SpecialType.System_Boolean => new JsonObject { ["type"] = "boolean" },
        SpecialType.System_Byte => Integer(byte.MinValue, byte.MaxValue),
        SpecialType.System_SByte => Integer(sbyte.MinValue, sbyte.MaxValue),
        SpecialType.System_Int16 => Integer(short.MinValue, short.MaxValue),
        SpecialType.System_UInt16 => Integer(ushort.MinValue, ushort.MaxValue),
        SpecialType.System_Int32 => Integer(int.MinValue, int.MaxValue),
        SpecialType.System_UInt32 => Integer(uint.MinValue, uint.MaxValue),

        // Their bounds are not exact as a double, which is what most validators compute with.
        SpecialType.System_Int64 => Integer(null, null),
        SpecialType.System_UInt64 => Integer(0, null),
        SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal => new JsonObject { ["type"] = "number" },
        SpecialType.System_Char => new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = 1 },
        SpecialType.System_DateTime => Format("date-time"),
        SpecialType.System_Object => [],
        _ => ByElement(type) ?? ByName(TypeNames.Full(type)),
    };

    private static JsonObject? ByElement(ITypeSymbol type)
    {
        var element = type switch
        {
            IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
            INamedTypeSymbol { TypeArguments: [var argument] } when TypeNames.Full(type) is "System.Memory`1" or "System.ReadOnlyMemory`1" => argument,
            _ => null,
        };
        return element?.SpecialType == SpecialType.System_Byte ? new JsonObject { ["type"] = "string", ["contentEncoding"] = "base64" } : null;
    }

    private static JsonObject? ByName(string name) => name switch
    {
        "System.Int128" => Integer(null, null),
        "System.UInt128" => Integer(0, null),
        "System.Half" => new JsonObject { ["type"] = "number" },
        "System.Guid" => Format("uuid"),
        "System.DateTimeOffset" => Format("date-time"),
        "System.DateOnly" => Format("date"),
        "System.TimeOnly" => Pattern(@"^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,7})?$"),
        "System.TimeSpan" => Pattern(@"^-?(\d+\.)?\d{2}:\d{2}:\d{2}(\.\d{1,7})?$"),
        "System.Version" => Pattern(@"^\d+(\.\d+){1,3}$"),
        "System.Uri" => Format("uri-reference"),
        "System.Text.Json.Nodes.JsonObject" => new JsonObject { ["type"] = "object" },
        "System.Text.Json.Nodes.JsonArray" => new JsonObject { ["type"] = "array" },
        "System.Text.Json.JsonElement" or "System.Text.Json.JsonDocument"
            or "System.Text.Json.Nodes.JsonNode" or "System.Text.Json.Nodes.JsonValue" => [],
        _ => null,
    };

    private static JsonObject Text() => new() { ["type"] = "string" };

    private static JsonObject Format(string format) => new() { ["type"] = "string", ["format"] = format };

    private static JsonObject Pattern(string pattern) => new() { ["type"] = "string", ["pattern"] = pattern };

    private static JsonObject Integer(long? minimum, long? maximum)
    {
        var schema = new JsonObject { ["type"] = "integer" };
        if (minimum is { } least)
            schema["minimum"] = least;
        if (maximum is { } most)
            schema["maximum"] = most;
        return schema;
    }
}
