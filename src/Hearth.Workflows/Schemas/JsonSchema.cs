using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hearth.Workflows.Schemas;

/// <summary>
/// A schema in the part of JSON Schema 2020-12 that describes what tasks take and give. Immutable; may refer to itself through
/// <c>$ref</c>. Keywords that are not listed here are annotations and mean nothing.
/// </summary>
public sealed class JsonSchema
{
    private JsonSchema? _target;

    internal JsonSchema()
    {
    }

    /// <summary>Accepts every value.</summary>
    public static JsonSchema Anything { get; } = new();

    /// <summary>Accepts no value.</summary>
    public static JsonSchema Nothing { get; } = new() { Types = JsonTypes.None };

    /// <summary>The types that are accepted.</summary>
    public JsonTypes Types { get; internal init; } = JsonTypes.Any;

    /// <summary>Properties with a schema of their own.</summary>
    public IReadOnlyDictionary<string, JsonSchema> Properties { get; internal init; } = FrozenDictionary<string, JsonSchema>.Empty;

    /// <summary>Properties that must be there.</summary>
    public ImmutableArray<string> Required { get; internal init; } = [];

    /// <summary>Other properties; null when the schema does not say.</summary>
    public JsonSchema? AdditionalProperties { get; internal init; }

    /// <summary>The elements of lists.</summary>
    public JsonSchema? Items { get; internal init; }

    /// <summary>The only values that are accepted; empty when all are.</summary>
    public ImmutableArray<JsonElement> Values { get; internal init; } = [];

    /// <summary>At least one of these accepts the value; empty when that is not asked.</summary>
    public ImmutableArray<JsonSchema> AnyOf { get; internal init; } = [];

    /// <summary>What a text is: <c>date-time</c>, <c>date</c>, <c>time</c>, <c>uuid</c>, <c>uri</c>, <c>duration</c>; others are not checked.</summary>
    public string? Format { get; internal init; }

    /// <summary>What a text matches somewhere.</summary>
    public Regex? Pattern { get; internal init; }

    /// <summary>Limits of numbers.</summary>
    public double? Minimum { get; internal init; }

    /// <inheritdoc cref="Minimum"/>
    public double? Maximum { get; internal init; }

    /// <inheritdoc cref="Minimum"/>
    public double? ExclusiveMinimum { get; internal init; }

    /// <inheritdoc cref="Minimum"/>
    public double? ExclusiveMaximum { get; internal init; }

    /// <summary>Limits of the length of texts, in characters.</summary>
    public int? MinimumLength { get; internal init; }

    /// <inheritdoc cref="MinimumLength"/>
    public int? MaximumLength { get; internal init; }

    /// <summary>Limits of the number of elements.</summary>
    public int? MinimumItems { get; internal init; }

    /// <inheritdoc cref="MinimumItems"/>
    public int? MaximumItems { get; internal init; }

    /// <summary>For people.</summary>
    public string? Title { get; internal init; }

    /// <summary>For people.</summary>
    public string? Description { get; internal init; }

    /// <summary>The value that is taken when there is none.</summary>
    public JsonElement? Default { get; internal init; }

    /// <summary>Whether every value is accepted.</summary>
    public bool AcceptsAnything => Resolve() is var schema
        && schema is { Types: JsonTypes.Any, Properties.Count: 0, Required: [], AdditionalProperties: null, Items: null, Values: [], AnyOf: [] }
        && schema is { Format: null, Pattern: null, Minimum: null, Maximum: null, ExclusiveMinimum: null, ExclusiveMaximum: null }
        && schema is { MinimumLength: null, MaximumLength: null, MinimumItems: null, MaximumItems: null };

    /// <summary>Reads a schema. Throws <see cref="FormatException"/>, with the place in the schema, when it is none.</summary>
    public static JsonSchema Parse(JsonElement json) => new SchemaParser(json).ParseRoot();

    /// <summary>A schema of some types without further rules.</summary>
    public static JsonSchema OfTypes(JsonTypes types) => new() { Types = types };

    /// <summary>Lists of such elements.</summary>
    public static JsonSchema ListOf(JsonSchema items) => new() { Types = JsonTypes.Array, Items = items };

    /// <summary>Objects with these properties and no others.</summary>
    public static JsonSchema ClosedObject(IEnumerable<KeyValuePair<string, JsonSchema>> properties, IEnumerable<string> required) => new()
    {
        Types = JsonTypes.Object,
        Properties = new OrderedDictionary<string, JsonSchema>(properties),
        Required = [.. required],
        AdditionalProperties = Nothing,
    };

    /// <summary>One value only.</summary>
    public static JsonSchema Constant(JsonElement value) => new() { Types = SchemaTypes.Of(value), Values = [value] };

    /// <summary>What any of the schemas accepts.</summary>
    public static JsonSchema Union(params IReadOnlyCollection<JsonSchema> schemas)
    {
        var distinct = schemas.Distinct().ToList();
        if (distinct.Count == 1)
            return distinct[0];
        return distinct.Any(schema => schema.AcceptsAnything)
            ? Anything
            : new JsonSchema { Types = distinct.Count == 0 ? JsonTypes.None : JsonTypes.Any, AnyOf = [.. distinct] };
    }

    /// <summary>The schema that a <c>$ref</c> stands for; itself when it is none.</summary>
    public JsonSchema Resolve()
    {
        var schema = this;
        while (schema._target is { } target)
            schema = target;
        return schema;
    }

    /// <summary>
    /// The schema of a property; null when the value never has it. An object with listed properties that does not speak of others has none.
    /// </summary>
    public JsonSchema? Property(string name)
    {
        var schema = Resolve();
        if (schema.Properties.TryGetValue(name, out var property))
            return property;
        if (schema.AdditionalProperties is { } additional)
            return additional.Resolve().Types == JsonTypes.None ? null : additional;
        return schema.Properties.Count == 0 ? Anything : null;
    }

    /// <summary>What it accepts, for messages: <c>a text or null</c>, <c>a list of integers</c>.</summary>
    public string Describe() => SchemaDescription.Of(this);

    /// <summary>Makes this a <c>$ref</c>. Called once, by the parser, before anybody else sees the schema.</summary>
    internal void PointTo(JsonSchema target) => _target = target;
}
