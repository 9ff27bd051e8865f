using System.Text.Json;

namespace Hearth.Workflows.Schemas;

/// <summary>The types of values, and their names.</summary>
internal static class SchemaTypes
{
    private static readonly (JsonTypes Type, string Name, string One, string Many)[] s_names =
    [
        (JsonTypes.String, "string", "a text", "texts"),
        (JsonTypes.Number, "number", "a number", "numbers"),
        (JsonTypes.Integer, "integer", "an integer", "integers"),
        (JsonTypes.Boolean, "boolean", "a boolean", "booleans"),
        (JsonTypes.Array, "array", "a list", "lists"),
        (JsonTypes.Object, "object", "an object", "objects"),
        (JsonTypes.Null, "null", "null", "nulls"),
    ];

    public static IEnumerable<string> Names => s_names.Select(entry => entry.Name);

    /// <summary>The types with a name in JSON Schema; a number may be an integer.</summary>
    public static JsonTypes Parse(string name)
    {
        var type = s_names.FirstOrDefault(entry => entry.Name == name).Type;
        return type == JsonTypes.Number ? type | JsonTypes.Integer : type;
    }

    public static JsonTypes Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => JsonTypes.String,
        JsonValueKind.Number => IsInteger(value) ? JsonTypes.Integer : JsonTypes.Number,
        JsonValueKind.True or JsonValueKind.False => JsonTypes.Boolean,
        JsonValueKind.Array => JsonTypes.Array,
        JsonValueKind.Object => JsonTypes.Object,
        _ => JsonTypes.Null,
    };

    public static string Describe(JsonTypes types, bool many = false)
    {
        if (types == JsonTypes.Any)
            return many ? "anything" : "any value";
        if (types.HasFlag(JsonTypes.Number))
            types &= ~JsonTypes.Integer;
        var names = s_names.Where(entry => types.HasFlag(entry.Type)).Select(entry => many ? entry.Many : entry.One).ToList();
        return names.Count == 0 ? "nothing" : string.Join(" or ", names);
    }

    // As the standard has it, 1.0 is an integer.
    private static bool IsInteger(JsonElement number) => number.TryGetInt64(out _) || Math.Floor(number.GetDouble()) == number.GetDouble();
}
