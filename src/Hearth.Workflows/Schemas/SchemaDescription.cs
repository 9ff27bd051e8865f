namespace Hearth.Workflows.Schemas;

/// <summary>Says what a schema accepts.</summary>
internal static class SchemaDescription
{
    private const int MostValues = 8;

    public static string Of(JsonSchema schema) => Describe(schema, many: false, depth: 0);

    private static string Describe(JsonSchema schema, bool many, int depth)
    {
        schema = schema.Resolve();
        if (schema.Values.Length == 1)
            return schema.Values[0].GetRawText();
        if (schema.Values.Length > 1)
            return $"one of {string.Join(", ", schema.Values.Take(MostValues).Select(value => value.GetRawText()))}{(schema.Values.Length > MostValues ? ", ..." : "")}";
        if (schema.AnyOf.Length > 0 && depth < 4)
            return string.Join(" or ", schema.AnyOf.Select(option => Describe(option, many, depth + 1)).Distinct());
        if (schema.Types == JsonTypes.Array && schema.Items is { } items && !items.AcceptsAnything && depth < 4)
            return $"{(many ? "lists" : "a list")} of {Describe(items, many: true, depth + 1)}";

        var text = SchemaTypes.Describe(schema.Types, many);
        return schema is { Format: { } format, Types: JsonTypes.String } ? $"{text} ({format})" : text;
    }
}
