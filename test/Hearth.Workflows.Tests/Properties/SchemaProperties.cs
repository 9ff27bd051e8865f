using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Hearth.Workflows.Schemas;

namespace Hearth.Workflows.Tests.Properties;

/// <summary>Comparison of schemas agrees with validation of values.</summary>
public sealed class SchemaProperties
{
    private static readonly string[] s_types = ["null", "boolean", "integer", "number", "string"];

    [Fact]
    public void A_mismatch_means_that_some_value_fails() =>
        Prop.ForAll(Schemas(2).Two().ToArbitrary(), pair =>
        {
            var (from, to) = (Parse(pair.Item1), Parse(pair.Item2));
            var failing = Samples(pair.Item1).FirstOrDefault(value => !SchemaValidator.IsValid(to, JsonElement.Parse(value)));
            var mismatches = SchemaCompatibility.Check(from, to);
            return (mismatches.IsEmpty || failing is not null).Label($"{pair.Item1.ToJsonString()} into {pair.Item2.ToJsonString()}: {string.Join("; ", mismatches)}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void A_schema_fits_itself() =>
        Prop.ForAll(Schemas(3).ToArbitrary(), json => SchemaCompatibility.Check(Parse(json), Parse(json)).IsEmpty)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Samples_of_a_schema_are_valid() =>
        Prop.ForAll(Schemas(2).ToArbitrary(), json => Samples(json).All(value => SchemaValidator.IsValid(Parse(json), JsonElement.Parse(value))))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    /// <summary>When no sample fits the target at all, the comparison must say so.</summary>
    [Fact]
    public void What_never_fits_is_reported() =>
        Prop.ForAll(Schemas(1).Two().ToArbitrary(), pair =>
        {
            var to = Parse(pair.Item2);
            var never = Samples(pair.Item1).All(value => !SchemaValidator.IsValid(to, JsonElement.Parse(value)));
            return (!never || !SchemaCompatibility.Check(Parse(pair.Item1), to).IsEmpty).Label($"{pair.Item1.ToJsonString()} into {pair.Item2.ToJsonString()}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    private static JsonSchema Parse(JsonNode json) => JsonSchema.Parse(JsonElement.Parse(json.ToJsonString()));

    private static Gen<JsonNode> Schemas(int depth)
    {
        var scalar = Gen.Elements(s_types).Select(type => JsonNode.Parse($$"""{ "type": "{{type}}" }""")!);
        if (depth == 0)
            return scalar;

        var inner = Schemas(depth - 1);
        return Gen.OneOf(
            scalar,
            inner.Select(items => JsonNode.Parse($$"""{ "type": "array", "items": {{items.ToJsonString()}} }""")!),
            inner.Select(option => JsonNode.Parse($$"""{ "anyOf": [{{option.ToJsonString()}}, { "type": "null" }] }""")!),
            from a in inner
            from b in inner
            from required in Gen.Elements("""["a"]""", """["a", "b"]""", "[]")
            from second in Gen.Elements("b", "c")
            where second == "b" || !required.Contains('b')
            select JsonNode.Parse(
                $$"""{ "type": "object", "properties": { "a": {{a.ToJsonString()}}, "{{second}}": {{b.ToJsonString()}} }, "required": {{required}}, "additionalProperties": false }""")!);
    }

    /// <summary>Values of a schema that together show each type at each place.</summary>
    private static List<string> Samples(JsonNode schema)
    {
        if (schema["anyOf"] is JsonArray options)
            return [.. options.SelectMany(option => Samples(option!))];
        switch (schema["type"]!.GetValue<string>())
        {
            case "null":
                return ["null"];
            case "boolean":
                return ["true"];
            case "integer":
                return ["3"];
            case "number":
                return ["2.5"];
            case "string":
                return ["\"x\""];
            case "array":
                return [.. Samples(schema["items"]!).Select(item => $"[{item}]")];
            default:
                var all = schema["properties"]!.AsObject().Select(property => (property.Key, Values: Samples(property.Value!))).ToList();
                var required = schema["required"]!.AsArray().Select(name => name!.GetValue<string>()).ToHashSet();
                // Every choice of optional properties: there are two properties, so four choices at most.
                return [.. from present in Enumerable.Range(0, 1 << all.Count)
                           let chosen = all.Where((_, index) => (present & (1 << index)) != 0).ToList()
                           where required.IsSubsetOf(chosen.Select(property => property.Key))
                           from value in Objects(chosen)
                           select value];
        }
    }

    private static IEnumerable<string> Objects(List<(string Name, List<string> Values)> properties)
    {
        var count = properties.Select(property => property.Values.Count).Append(1).Max();
        return Enumerable.Range(0, count).Select(index =>
            $"{{{string.Join(',', properties.Select(property => $"\"{property.Name}\":{property.Values[Math.Min(index, property.Values.Count - 1)]}"))}}}");
    }
}
