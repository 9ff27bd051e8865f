using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;

namespace Hearth.Modules.Schemas;

/// <summary>
/// Derives the JSON Schema of a type from its symbol, so that it says what System.Text.Json with the options of Hearth.Sdk does.
/// One instance a schema; not safe for use from several threads.
/// </summary>
internal sealed class SchemaBuilder
{
    private readonly SchemaDefinitions _definitions = new();
    private readonly List<SchemaProblem> _problems = [];
    private readonly ObjectSchemas _objects;

    private SchemaBuilder(SchemaDirection direction, CancellationToken cancellationToken)
    {
        Direction = direction;
        CancellationToken = cancellationToken;
        _objects = new ObjectSchemas(this);
    }

    public SchemaDirection Direction { get; }

    public CancellationToken CancellationToken { get; }

    /// <param name="type">The root: any type.</param>
    /// <param name="direction">Read or written.</param>
    /// <param name="location">Where to report problems that have no better place.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static SchemaResult Build(ITypeSymbol type, SchemaDirection direction, Location location, CancellationToken cancellationToken)
    {
        var builder = new SchemaBuilder(direction, cancellationToken);
        var site = new SchemaSite(null, location);

        // A task's input and output are never null, unless their type is Nullable<T>.
        var root = IsNullableValue(type) ? builder.Of(type, site) : builder.OfNotNull(type, site);
        var text = builder._definitions.Complete(root).ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        return new SchemaResult(text, [.. builder._problems.Distinct()]);
    }

    /// <summary>Whether the annotations allow null. Code without annotations allows it, as it does for the serializer.</summary>
    public static bool AllowsNull(ITypeSymbol type) =>
        IsNullableValue(type) || (type.IsReferenceType && type.NullableAnnotation != NullableAnnotation.NotAnnotated);

    public JsonObject Of(ITypeSymbol type, SchemaSite site) => Of(type, AllowsNull(type), site);

    public JsonObject Of(ITypeSymbol type, bool allowsNull, SchemaSite site)
    {
        var value = type is INamedTypeSymbol { TypeArguments: [var argument] } && IsNullableValue(type) ? argument : type;
        var schema = OfNotNull(value, site);
        return allowsNull ? OrNull(schema) : schema;
    }

    public void Report(string id, SchemaSite site, string message) => _problems.Add(new SchemaProblem(id, site.Location, message));

    public static JsonObject OrNull(JsonObject schema)
    {
        if (schema.Count == 0)
            return schema;
        if (schema["type"] is not JsonValue type)
            return new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
        schema["type"] = new JsonArray(type.GetValue<string>(), "null");
        (schema["enum"] as JsonArray)?.Add((JsonNode?)null);
        return schema;
    }

    private JsonObject OfNotNull(ITypeSymbol type, SchemaSite site)
    {
        CancellationToken.ThrowIfCancellationRequested();

        // The enum converter of the options goes before one on an enum type; one on a property goes before both.
        if (type.TypeKind != TypeKind.Enum && ConverterSchemas.Of(type, type) is { } converted)
            return converted;
        if (ScalarSchemas.Of(type) is { } scalar)
            return scalar;
        if (UnsupportedTypes.Reason(type) is { } reason)
        {
            Report(Problems.NotJson, site, $"cannot be JSON: it {site.Holds(type)}, {reason}.");
            return [];
        }

        if (type is INamedTypeSymbol { TypeKind: TypeKind.Enum } enumeration)
            return EnumSchemas.Of(enumeration, JsonNamingPolicy.CamelCase);
        if (CollectionShape.Of(type) is { } collection)
            return OfCollection(type, collection, site);
        return _definitions.Reference(type, () => _objects.Of((INamedTypeSymbol)type, site));
    }

    private JsonObject OfCollection(ITypeSymbol type, CollectionShape shape, SchemaSite site)
    {
        if (Direction == SchemaDirection.Input && !shape.Readable)
            Report(Problems.NotReadable, site, $"cannot be read from JSON: it {site.Holds(type)}, which the serializer cannot fill; use a List or a Dictionary.");
        var element = shape.Element is null ? null : Of(shape.Element, site);
        if (!shape.IsDictionary)
            return element is null ? new JsonObject { ["type"] = "array" } : new JsonObject { ["type"] = "array", ["items"] = element };

        var schema = new JsonObject { ["type"] = "object" };
        if (shape.Key is { } key)
        {
            if (KeySchemas.Of(key) is not { } names)
                Report(Problems.NotJson, site, $"cannot be JSON: it {site.Holds(type)}, whose keys are no text; use strings, numbers or enums.");
            else if (names.Count > 0)
                schema["propertyNames"] = names;
        }

        if (element is { Count: > 0 })
            schema["additionalProperties"] = element;
        return schema;
    }

    private static bool IsNullableValue(ITypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
}
