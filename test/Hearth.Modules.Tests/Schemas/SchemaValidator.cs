using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Hearth.Modules.Tests.Schemas;

/// <summary>A validator for the part of JSON Schema that is derived; it fails on a keyword that it does not know. Shares no code with the builder.</summary>
internal sealed class SchemaValidator(string schema, bool knownPropertiesOnly = false)
{
    private readonly JsonObject _root = JsonNode.Parse(schema)!.AsObject();

    public bool Accepts(JsonNode? value) => Accepts(_root, value);

    private bool Accepts(JsonNode schema, JsonNode? value)
    {
        if (schema is JsonValue verdict)
            return verdict.GetValue<bool>();
        var rules = schema.AsObject();
        return rules.All(rule => Follows(rules, rule.Key, rule.Value, value)) && (!knownPropertiesOnly || value is not JsonObject given || IsKnown(rules, given));
    }

    private bool Follows(JsonObject rules, string keyword, JsonNode? rule, JsonNode? value) => keyword switch
    {
        "$schema" or "$defs" or "description" or "default" => true,
        "$ref" => Accepts(_root["$defs"]![rule!.GetValue<string>()["#/$defs/".Length..]]!, value),
        "anyOf" => rule!.AsArray().Any(option => Accepts(option!, value)),
        "not" => !Accepts(rule!, value),
        "type" => (rule is JsonArray types ? types.Select(type => type!.GetValue<string>()) : [rule!.GetValue<string>()]).Any(type => Is(type, value)),
        "enum" => rule!.AsArray().Any(option => JsonNode.DeepEquals(option, value)),
        "const" => JsonNode.DeepEquals(rule, value),
        "properties" => value is not JsonObject given || rule!.AsObject().All(property => !given.TryGetPropertyValue(property.Key, out var inner) || Accepts(property.Value!, inner)),
        "required" => value is not JsonObject given || rule!.AsArray().All(name => given.ContainsKey(name!.GetValue<string>())),
        "additionalProperties" => value is not JsonObject given || given.All(property => rules["properties"]?[property.Key] is not null || Accepts(rule!, property.Value)),
        "propertyNames" => value is not JsonObject given || given.All(property => Accepts(rule!, JsonValue.Create(property.Key))),
        "items" => value is not JsonArray array || array.All(item => Accepts(rule!, item)),
        "minimum" => !Is("number", value) || Number(value) >= Number(rule),
        "maximum" => !Is("number", value) || Number(value) <= Number(rule),
        "minLength" => !Is("string", value) || value!.GetValue<string>().Length >= rule!.GetValue<int>(),
        "maxLength" => !Is("string", value) || value!.GetValue<string>().Length <= rule!.GetValue<int>(),
        "pattern" => !Is("string", value) || Regex.IsMatch(value!.GetValue<string>(), rule!.GetValue<string>(), RegexOptions.None, TimeSpan.FromSeconds(1)),
        "format" => !Is("string", value) || HasFormat(rule!.GetValue<string>(), value!.GetValue<string>()),
        "contentEncoding" => !Is("string", value) || Convert.TryFromBase64String(value!.GetValue<string>(), new byte[1000], out _),
        _ => throw new NotSupportedException(keyword),
    };

    private static bool IsKnown(JsonObject rules, JsonObject value) =>
        rules["properties"] is not JsonObject known || value.All(property => known.ContainsKey(property.Key));

    private static bool Is(string type, JsonNode? value) => type switch
    {
        "null" => value is null,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value?.GetValueKind() == JsonValueKind.String,
        "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "number" => value?.GetValueKind() == JsonValueKind.Number,
        "integer" => value?.GetValueKind() == JsonValueKind.Number && decimal.IsInteger(Number(value)),
        _ => throw new NotSupportedException(type),
    };

    private static bool HasFormat(string format, string text) => format switch
    {
        "uuid" => Guid.TryParseExact(text, "D", out _),
        "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _) && text.Contains('T'),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", out _),
        "uri-reference" => Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _),
        _ => throw new NotSupportedException(format),
    };

    private static decimal Number(JsonNode? value) => decimal.Parse(value!.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);
}
