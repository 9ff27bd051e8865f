using System.Text.Json;
using Hearth.Workflows.Schemas;

namespace Hearth.Workflows.Tests.Schemas;

public sealed class SchemaCompatibilityTests
{
    private const string Recursive = """{ "$ref": "#/$defs/N", "$defs": { "N": { "type": "object", "properties": { "next": { "anyOf": [{ "$ref": "#/$defs/N" }, { "type": "null" }] }, "value": { "type": "VALUE" } } } } }""";

    [Theory]
    [InlineData("{}", """{ "type": "integer" }""")]
    [InlineData("""{ "type": "integer" }""", "{}")]
    [InlineData("""{ "type": "integer" }""", """{ "type": "number" }""")]
    [InlineData("""{ "type": "integer" }""", """{ "type": ["integer", "null"] }""")]
    [InlineData("""{ "type": "string" }""", """{ "type": "string", "maxLength": 3, "pattern": "^a" }""")]
    [InlineData("""{ "enum": ["a", "b"] }""", """{ "enum": ["b", "c"] }""")]
    [InlineData("""{ "type": "string" }""", """{ "anyOf": [{ "type": "string" }, { "type": "integer" }] }""")]
    [InlineData("""{ "anyOf": [{ "type": "string" }, { "type": "null" }] }""", """{ "type": ["string", "null"] }""")]
    [InlineData("""{ "type": "object" }""", """{ "type": "object", "required": ["a"] }""")]
    [InlineData("""{ "type": "object", "properties": { "a": {}, "b": {} }, "required": ["a", "b"] }""", """{ "type": "object", "properties": { "a": {} } }""")]
    public void What_may_fit_is_not_reported(string from, string to) => Assert.Empty(Check(from, to));

    [Theory]
    [InlineData("""{ "type": "string" }""", """{ "type": "integer" }""", "$")]
    [InlineData("""{ "type": "number" }""", """{ "type": "integer" }""", "$")]
    [InlineData("""{ "type": ["string", "null"] }""", """{ "type": "string" }""", "$")]
    [InlineData("""{ "anyOf": [{ "type": "string" }, { "type": "null" }] }""", """{ "type": "string" }""", "$")]
    [InlineData("""{ "enum": ["a", "b"] }""", """{ "enum": ["c"] }""", "$")]
    [InlineData("""{ "const": 5 }""", """{ "type": "integer", "maximum": 4 }""", "$")]
    [InlineData("""{ "type": "boolean" }""", """{ "anyOf": [{ "type": "string" }, { "type": "integer" }] }""", "$")]
    [InlineData("""{ "type": "array", "items": { "type": "string" } }""", """{ "type": "array", "items": { "type": "integer" } }""", "$[]")]
    [InlineData("""{ "type": "object", "properties": { "a": { "type": "string" } } }""", """{ "type": "object", "properties": { "a": { "type": "integer" } } }""", "$.a")]
    [InlineData("""{ "type": "object", "properties": { "a": {} }, "additionalProperties": false }""", """{ "type": "object", "required": ["b"] }""", "$")]
    [InlineData("""{ "type": "object", "properties": { "a": {} }, "required": ["a"] }""", """{ "type": "object", "properties": { "b": {} }, "additionalProperties": false }""", "$")]
    public void What_cannot_fit_is_reported(string from, string to, string path) => Assert.Equal(path, Assert.Single(Check(from, to)).Path);

    [Fact]
    public void Recursive_types_are_compared_to_an_end()
    {
        var integers = Recursive.Replace("VALUE", "integer");

        Assert.Empty(Check(integers, integers));
        Assert.Empty(Check(integers, Recursive.Replace("VALUE", "number")));
        Assert.NotEmpty(Check(integers, Recursive.Replace("VALUE", "string")));
    }

    private static List<SchemaMismatch> Check(string from, string to) =>
        SchemaCompatibility.Check(JsonSchema.Parse(JsonElement.Parse(from)), JsonSchema.Parse(JsonElement.Parse(to))).ToList();
}
