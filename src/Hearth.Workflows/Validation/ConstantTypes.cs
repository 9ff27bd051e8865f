using System.Text.Json;
using Hearth.Workflows.Schemas;

namespace Hearth.Workflows.Validation;

/// <summary>The types of constants in a workflow file.</summary>
internal static class ConstantTypes
{
    private const int MostElements = 50;

    public static JsonSchema Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => JsonSchema.ListOf(OfElements([.. value.EnumerateArray()])),
        JsonValueKind.Object => JsonSchema.ClosedObject(
            value.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, Of(property.Value))),
            value.EnumerateObject().Select(property => property.Name)),
        _ => JsonSchema.Constant(value),
    };

    private static JsonSchema OfElements(JsonElement[] elements)
    {
        if (elements.Length is 0 or > MostElements)
            return JsonSchema.Anything;
        var scalars = elements.All(element => element.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object));
        return scalars
            ? new JsonSchema { Types = elements.Aggregate(JsonTypes.None, (types, element) => types | SchemaTypes.Of(element)), Values = [.. elements] }
            : JsonSchema.Union([.. elements.Select(Of)]);
    }

    /// <summary>The types that values of a schema can have.</summary>
    public static JsonTypes TypesOf(JsonSchema schema, int depth = 0)
    {
        schema = schema.Resolve();
        if (schema.Values.Length > 0)
            return schema.Values.Aggregate(JsonTypes.None, (types, value) => types | SchemaTypes.Of(value));
        if (schema.AnyOf.Length == 0 || depth > 16)
            return schema.Types;
        return schema.Types & schema.AnyOf.Aggregate(JsonTypes.None, (types, option) => types | TypesOf(option, depth + 1));
    }

    /// <summary>The schema without <c>anyOf</c> at its top: each alternative by itself.</summary>
    public static IEnumerable<JsonSchema> Alternatives(JsonSchema schema, int depth = 0)
    {
        schema = schema.Resolve();
        return schema.AnyOf.Length == 0 || depth > 16 ? [schema] : schema.AnyOf.SelectMany(option => Alternatives(option, depth + 1)).Take(100);
    }
}
