namespace Hearth.Workflows.Schemas;

/// <summary>Schemas like others but for one thing.</summary>
internal static class SchemaCopies
{
    public static JsonSchema WithTypes(JsonSchema schema, JsonTypes types) => new()
    {
        Types = types,
        Properties = schema.Properties,
        Required = schema.Required,
        AdditionalProperties = schema.AdditionalProperties,
        Items = schema.Items,
        AnyOf = schema.AnyOf,
        Values = schema.Values,
        Format = schema.Format,
        Pattern = schema.Pattern,
        Minimum = schema.Minimum,
        Maximum = schema.Maximum,
        ExclusiveMinimum = schema.ExclusiveMinimum,
        ExclusiveMaximum = schema.ExclusiveMaximum,
        MinimumLength = schema.MinimumLength,
        MaximumLength = schema.MaximumLength,
        MinimumItems = schema.MinimumItems,
        MaximumItems = schema.MaximumItems,
        Title = schema.Title,
        Description = schema.Description,
        Default = schema.Default,
    };

    /// <summary>The schema without null among what it accepts: what is left behind <c>??</c>.</summary>
    public static JsonSchema WithoutNull(JsonSchema schema)
    {
        schema = schema.Resolve();
        if (schema.AcceptsAnything || schema.Values.Length > 0)
            return schema;
        if (schema.AnyOf.Length > 0)
            return JsonSchema.Union([.. schema.AnyOf.Where(option => option.Resolve().Types != JsonTypes.Null)]);
        return schema.Types.HasFlag(JsonTypes.Null) ? WithTypes(schema, schema.Types & ~JsonTypes.Null) : schema;
    }
}
