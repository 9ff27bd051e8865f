using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;

namespace Hearth.Modules.Schemas;

/// <summary>Enums are the names of their members.</summary>
internal static class EnumSchemas
{
    /// <param name="type">The enum.</param>
    /// <param name="naming">How names are written; null as they are.</param>
    public static JsonObject Of(INamedTypeSymbol type, JsonNamingPolicy? naming)
    {
        var names = Members(type).Select(member => Name(member, naming)).Distinct(StringComparer.Ordinal).ToArray();
        if (AttributeReader.Find(type, "System.FlagsAttribute") is null)
            return new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. names.Select(name => JsonValue.Create(name))]) };
        var one = $"({string.Join('|', names.Select(System.Text.RegularExpressions.Regex.Escape))})";
        return new JsonObject { ["type"] = "string", ["pattern"] = $"^{one}(, {one})*$" };
    }

    /// <summary>The JSON name of a value of the enum.</summary>
    public static string? Name(INamedTypeSymbol type, object value, JsonNamingPolicy? naming) =>
        Members(type).FirstOrDefault(member => Equals(member.ConstantValue, value)) is { } member ? Name(member, naming) : null;

    private static IEnumerable<IFieldSymbol> Members(INamedTypeSymbol type) => type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue);

    private static string Name(IFieldSymbol member, JsonNamingPolicy? naming) =>
        AttributeReader.FindJson(member, "JsonStringEnumMemberName") is { } attribute && AttributeReader.Argument(attribute, 0) is string given ? given
            : naming?.ConvertName(member.Name) ?? member.Name;
}
