using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hearth.Workflows.Schemas;

/// <summary>Reads a schema and what its references point to.</summary>
internal sealed class SchemaParser(JsonElement root)
{
    private const int DeepestSchema = 64;

    // A pattern runs on values of any size, so it must not take for ever.
    private static readonly TimeSpan s_patternLimit = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, JsonSchema> _targets = [];
    private readonly List<(JsonSchema Schema, string Pointer)> _references = [];

    public JsonSchema ParseRoot()
    {
        var schema = Parse(root, "#", 0);
        _targets["#"] = schema;
        // Parsing what a reference points to may find further references.
        for (var index = 0; index < _references.Count; index++)
        {
            var pointer = _references[index].Pointer;
            if (!_targets.ContainsKey(pointer))
                _targets[pointer] = Parse(Find(pointer), pointer, 0);
        }

        foreach (var (reference, pointer) in _references)
            reference.PointTo(_targets[pointer]);
        foreach (var (reference, pointer) in _references)
            CheckEnds(reference, pointer);
        return schema;
    }

    private JsonSchema Parse(JsonElement json, string path, int depth)
    {
        if (depth > DeepestSchema)
            throw Error(path, "nested too deeply");
        if (json.ValueKind == JsonValueKind.True)
            return JsonSchema.Anything;
        if (json.ValueKind == JsonValueKind.False)
            return JsonSchema.Nothing;
        if (json.ValueKind != JsonValueKind.Object)
            throw Error(path, "a schema is an object or a boolean");

        if (json.TryGetProperty("$ref", out var reference))
        {
            var placeholder = new JsonSchema();
            _references.Add((placeholder, Text(reference, $"{path}/$ref")));
            return placeholder;
        }

        JsonSchema? Child(string key) => json.TryGetProperty(key, out var value) ? Parse(value, $"{path}/{key}", depth + 1) : null;
        T? Read<T>(string key, Func<JsonElement, string, T> read) => json.TryGetProperty(key, out var value) ? read(value, $"{path}/{key}") : default;

        return new JsonSchema
        {
            Types = json.TryGetProperty("type", out var type) ? Types(type, $"{path}/type") : JsonTypes.Any,
            Properties = Read<IReadOnlyDictionary<string, JsonSchema>>("properties", (value, at) => Properties(value, at, depth))
                ?? FrozenDictionary<string, JsonSchema>.Empty,
            Required = Read("required", (value, at) => Array(value, at, Text)) is { IsDefault: false } required ? required : [],
            AdditionalProperties = Child("additionalProperties"),
            Items = Child("items"),
            Values = Values(json, path),
            AnyOf = Read("anyOf", (value, at) => Array(value, at, (option, place) => Parse(option, place, depth + 1))) is { IsDefault: false } options ? options : [],
            Format = Read("format", Text),
            Pattern = Read("pattern", Pattern),
            Minimum = Read("minimum", Number),
            Maximum = Read("maximum", Number),
            ExclusiveMinimum = Read("exclusiveMinimum", Number),
            ExclusiveMaximum = Read("exclusiveMaximum", Number),
            MinimumLength = Read("minLength", Count),
            MaximumLength = Read("maxLength", Count),
            MinimumItems = Read("minItems", Count),
            MaximumItems = Read("maxItems", Count),
            Title = Read("title", Text),
            Description = Read("description", Text),
            Default = json.TryGetProperty("default", out var usual) ? usual.Clone() : null,
        };
    }

    private OrderedDictionary<string, JsonSchema> Properties(JsonElement json, string path, int depth)
    {
        Require(json, JsonValueKind.Object, path, "an object");
        var result = new OrderedDictionary<string, JsonSchema>();
        foreach (var property in json.EnumerateObject())
            result[property.Name] = Parse(property.Value, $"{path}/{property.Name}", depth + 1);
        return result;
    }

    private static ImmutableArray<JsonElement> Values(JsonElement json, string path)
    {
        if (json.TryGetProperty("const", out var constant))
            return [constant.Clone()];
        return json.TryGetProperty("enum", out var values) ? Array(values, $"{path}/enum", (value, _) => value.Clone()) : [];
    }

    private static JsonTypes Types(JsonElement json, string path)
    {
        if (json.ValueKind == JsonValueKind.Array)
            return Array(json, path, Types).Aggregate(JsonTypes.None, (all, type) => all | type);
        var name = Text(json, path);
        return SchemaTypes.Parse(name) is var type and not JsonTypes.None ? type : throw Error(path, $"there is no type '{name}'");
    }

    private JsonElement Find(string pointer)
    {
        if (!pointer.StartsWith("#/", StringComparison.Ordinal))
            throw Error(pointer, "a reference must point into the same schema: #/$defs/NAME");

        var json = root;
        foreach (var part in pointer[2..].Split('/').Select(part => Uri.UnescapeDataString(part).Replace("~1", "/").Replace("~0", "~")))
        {
            var found = json.ValueKind switch
            {
                JsonValueKind.Object => json.TryGetProperty(part, out json),
                JsonValueKind.Array => int.TryParse(part, NumberStyles.None, null, out var index) && index < json.GetArrayLength() && Take(ref json, index),
                _ => false,
            };
            if (!found)
                throw Error(pointer, "the reference points to nothing");
        }

        return json;
    }

    private static bool Take(ref JsonElement json, int index)
    {
        json = json[index];
        return true;
    }

    private void CheckEnds(JsonSchema reference, string pointer)
    {
        // A chain longer than there are references goes in a circle and never reaches a schema.
        var targets = _references.ToLookup(entry => entry.Schema, entry => _targets[entry.Pointer]);
        var schema = reference;
        for (var count = 0; targets[schema].FirstOrDefault() is { } target; count++)
        {
            if (count > _references.Count)
                throw Error(pointer, "the reference leads to itself only");
            schema = target;
        }
    }

    private static ImmutableArray<T> Array<T>(JsonElement json, string path, Func<JsonElement, string, T> read)
    {
        Require(json, JsonValueKind.Array, path, "a list");
        return [.. json.EnumerateArray().Select((element, index) => read(element, $"{path}/{index}"))];
    }

    private static string Text(JsonElement json, string path)
    {
        Require(json, JsonValueKind.String, path, "a text");
        return json.GetString()!;
    }

    private static double? Number(JsonElement json, string path)
    {
        Require(json, JsonValueKind.Number, path, "a number");
        return json.GetDouble();
    }

    private static int? Count(JsonElement json, string path)
    {
        Require(json, JsonValueKind.Number, path, "a number");
        return json.GetDouble() is var count and >= 0 && count <= int.MaxValue ? (int)count : throw Error(path, "must not be negative");
    }

    private static Regex Pattern(JsonElement json, string path)
    {
        var pattern = Text(json, path);
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, s_patternLimit);
        }
        catch (ArgumentException exception)
        {
            throw Error(path, exception.Message);
        }
    }

    private static void Require(JsonElement json, JsonValueKind kind, string path, string expected)
    {
        if (json.ValueKind != kind)
            throw Error(path, $"must be {expected}");
    }

    private static FormatException Error(string path, string message) => new($"Not a schema at {path}: {message}.");
}
