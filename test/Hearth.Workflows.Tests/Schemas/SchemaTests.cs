using System.Text.Json;
using Hearth.Workflows.Schemas;

namespace Hearth.Workflows.Tests.Schemas;

public sealed class SchemaTests
{
    private const string Tree = """
        { "$ref": "#/$defs/Node", "$defs": { "Node": { "type": "object", "required": ["name"], "additionalProperties": false,
          "properties": { "name": { "type": "string", "minLength": 1 }, "children": { "type": "array", "items": { "$ref": "#/$defs/Node" } },
            "parent": { "anyOf": [{ "type": "null" }, { "$ref": "#/$defs/Node" }] } } } } }
        """;

    [Theory]
    [InlineData("true", "[1, null]")]
    [InlineData("{}", "\"x\"")]
    [InlineData("""{ "type": "integer" }""", "1.0")]
    [InlineData("""{ "type": "number" }""", "1")]
    [InlineData("""{ "type": ["string", "null"] }""", "null")]
    [InlineData("""{ "enum": [1, "a", { "b": 2 }] }""", """{ "b": 2.0 }""")]
    [InlineData("""{ "const": 5 }""", "5")]
    [InlineData("""{ "type": "object", "additionalProperties": { "type": "integer" } }""", """{ "a": 1, "b": 2 }""")]
    [InlineData("""{ "type": "string", "maxLength": 2 }""", "\"\\ud83d\\ude00\\ud83d\\ude00\"")]
    [InlineData("""{ "type": "string", "format": "date-time" }""", "\"2026-01-31T10:00:00.5Z\"")]
    [InlineData("""{ "type": "string", "format": "date" }""", "\"2026-01-31\"")]
    [InlineData("""{ "type": "string", "format": "time" }""", "\"10:00:00+02:00\"")]
    [InlineData("""{ "type": "string", "format": "uuid" }""", "\"0f8fad5b-d9cb-469f-a165-70867728950e\"")]
    [InlineData("""{ "type": "string", "format": "uri" }""", "\"https://example.org/a?b\"")]
    [InlineData("""{ "type": "string", "format": "duration" }""", "\"P1DT2H\"")]
    [InlineData("""{ "type": "string", "format": "duration" }""", "\"01:30:00\"")]
    [InlineData("""{ "type": "string", "format": "something-else" }""", "\"x\"")]
    [InlineData("""{ "type": "object", "properties": { "a": { "type": "integer" }, "b": { "$ref": "#/properties/a" } } }""", """{ "b": 3 }""")]
    [InlineData(Tree, """{ "name": "a", "children": [{ "name": "b", "parent": null }], "parent": { "name": "c" } }""")]
    public void Valid_values(string schema, string value) => Assert.Empty(Validate(schema, value));

    [Theory]
    [InlineData("false", "1", "$")]
    [InlineData("""{ "type": "integer" }""", "1.5", "$")]
    [InlineData("""{ "type": "string" }""", "null", "$")]
    [InlineData("""{ "enum": [1, "a"] }""", "\"b\"", "$")]
    [InlineData("""{ "type": "number", "minimum": 1 }""", "0.5", "$")]
    [InlineData("""{ "type": "number", "exclusiveMinimum": 1 }""", "1", "$")]
    [InlineData("""{ "type": "number", "maximum": 1 }""", "2", "$")]
    [InlineData("""{ "type": "number", "exclusiveMaximum": 1 }""", "1", "$")]
    [InlineData("""{ "type": "string", "minLength": 2 }""", "\"\\ud83d\\ude00\"", "$")]
    [InlineData("""{ "type": "string", "pattern": "^a+$" }""", "\"ab\"", "$")]
    [InlineData("""{ "type": "array", "minItems": 1 }""", "[]", "$")]
    [InlineData("""{ "type": "array", "maxItems": 1 }""", "[1, 2]", "$")]
    [InlineData("""{ "type": "array", "items": { "type": "integer" } }""", "[1, \"x\"]", "$[1]")]
    [InlineData("""{ "type": "object", "required": ["a"] }""", "{}", "$")]
    [InlineData("""{ "type": "object", "properties": { "a b": { "type": "integer" } } }""", """{ "a b": "x" }""", "$['a b']")]
    [InlineData("""{ "type": "object", "additionalProperties": { "type": "integer" } }""", """{ "a": "x" }""", "$.a")]
    [InlineData("""{ "anyOf": [{ "type": "integer" }, { "type": "string" }] }""", "true", "$")]
    [InlineData("""{ "type": "string", "format": "date-time" }""", "\"yesterday\"", "$")]
    [InlineData("""{ "type": "string", "format": "date" }""", "\"2026-02-30\"", "$")]
    [InlineData("""{ "type": "string", "format": "time" }""", "\"25:00\"", "$")]
    [InlineData("""{ "type": "string", "format": "uuid" }""", "\"0f8fad5b\"", "$")]
    [InlineData("""{ "type": "string", "format": "uri" }""", "\"no uri\"", "$")]
    [InlineData("""{ "type": "string", "format": "duration" }""", "\"P\"", "$")]
    [InlineData(Tree, """{ "name": "a", "children": [{ "name": "b" }, { "nmae": "c" }] }""", "$.children[1]", "$.children[1]")]
    [InlineData(Tree, """{ "name": "a", "parent": { "name": "" } }""", "$.parent.name")]
    public void Invalid_values(string schema, string value, params string[] paths) =>
        Assert.Equal(paths, Validate(schema, value).Select(violation => violation.Path));

    [Fact]
    public void The_number_of_violations_is_bounded() =>
        Assert.Equal(20, Validate("""{ "type": "array", "items": { "type": "string" } }""", $"[{string.Join(',', Enumerable.Range(0, 1000))}]").Count);

    [Fact]
    public void Alternatives_that_multiply_end()
    {
        var schema = """{ "$defs": { "A": { "anyOf": [{ "type": "array", "items": { "$ref": "#/$defs/A" } }, { "type": "array", "items": { "$ref": "#/$defs/A" } }] } }, "$ref": "#/$defs/A" }""";

        Assert.NotEmpty(Validate(schema, new string('[', 60) + "1" + new string(']', 60)));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("""{ "type": "text" }""")]
    [InlineData("""{ "properties": [] }""")]
    [InlineData("""{ "$ref": "#/$defs/Missing" }""")]
    [InlineData("""{ "$ref": "other.json" }""")]
    [InlineData("""{ "$ref": "#/$defs/A", "$defs": { "A": { "$ref": "#/$defs/B" }, "B": { "$ref": "#/$defs/A" } } }""")]
    [InlineData("""{ "pattern": "(" }""")]
    [InlineData("""{ "minLength": -1 }""")]
    public void What_is_no_schema_is_refused(string schema) => Assert.Throws<FormatException>(() => JsonSchema.Parse(JsonElement.Parse(schema)));

    private static List<SchemaViolation> Validate(string schema, string value) =>
        SchemaValidator.Validate(JsonSchema.Parse(JsonElement.Parse(schema)), JsonElement.Parse(value)).ToList();
}
