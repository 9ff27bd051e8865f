using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;

namespace Hearth.Modules.Schemas;

/// <summary>The keys of dictionaries: text in JSON, whatever they are in C#.</summary>
internal static class KeySchemas
{
    /// <returns>What the names of properties must fit, empty for any; null for a type that cannot be a key.</returns>
    public static JsonObject? Of(ITypeSymbol key)
    {
        if (key is INamedTypeSymbol { TypeKind: TypeKind.Enum } enumeration)
            return EnumSchemas.Of(enumeration, JsonNamingPolicy.CamelCase);
        return key.SpecialType switch
        {
            SpecialType.System_String or SpecialType.System_Object => [],
            SpecialType.System_Byte or SpecialType.System_UInt16 or SpecialType.System_UInt32 or SpecialType.System_UInt64 => new JsonObject { ["pattern"] = @"^\d+$" },
            SpecialType.System_SByte or SpecialType.System_Int16 or SpecialType.System_Int32 or SpecialType.System_Int64 => new JsonObject { ["pattern"] = @"^-?\d+$" },
            SpecialType.System_Boolean => new JsonObject { ["pattern"] = "^([Tt]rue|[Ff]alse)$" },
            SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal => new JsonObject { ["pattern"] = @"^-?\d+(\.\d+)?([eE][+-]?\d+)?$" },
            _ => ScalarSchemas.Of(key) is { } scalar && scalar["type"]?.GetValue<string>() == "string" && key is not IArrayTypeSymbol ? scalar : null,
        };
    }
}
