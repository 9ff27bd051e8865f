using System.Text.Json.Nodes;
using Hearth.Modules.Schemas;

namespace Hearth.Modules.Tests.Schemas;

/// <summary>What agreement with the serializer does not show: descriptions, defaults, constraints, references.</summary>
public sealed class SchemaTextTests
{
    private const string Usings = "using System; using System.Collections.Generic; using System.ComponentModel; using System.ComponentModel.DataAnnotations; using System.Text.Json.Serialization;\n";

    [Theory]
    [InlineData("public record T([Range(1, 5)] int A);", """{"type":"integer","minimum":1,"maximum":5}""")]
    [InlineData("public record T([Range(0.5, double.PositiveInfinity, MinimumIsExclusive = true)] double A);", """{"type":"number","exclusiveMinimum":0.5}""")]
    [InlineData("public record T([Range(typeof(decimal), \"1.5\", \"2\")] decimal A);", """{"type":"number","minimum":1.5,"maximum":2}""")]
    [InlineData("public record T([StringLength(9, MinimumLength = 2)] string A);", """{"type":"string","minLength":2,"maxLength":9}""")]
    [InlineData("public record T([MinLength(1)] List<int> A);", """{"type":"array","items":{"type":"integer","minimum":-2147483648,"maximum":2147483647},"minItems":1}""")]
    [InlineData("public record T([MaxLength(3)] Dictionary<string, bool> A);", """{"type":"object","additionalProperties":{"type":"boolean"},"maxProperties":3}""")]
    [InlineData("public record T([Length(1, 3)] string A);", """{"type":"string","minLength":1,"maxLength":3}""")]
    [InlineData("public record T([property: RegularExpression(\"a|b\")] string A);", """{"type":"string","pattern":"^(?:a|b)$"}""")]
    [InlineData("public record T([EmailAddress] string A);", """{"type":"string","format":"email"}""")]
    [InlineData("public record T([Description(\"Says it.\")] bool A);", """{"type":"boolean","description":"Says it."}""")]
    [InlineData("/// <param name=\"A\">What\n/// <c>it</c> is of <see cref=\"T\"/>.</param>\npublic record T(bool A);", """{"type":"boolean","description":"What it is of T."}""")]
    [InlineData("public class T { /// <summary>An <paramref name=\"x\"/>.</summary>\n public bool A { get; set; } }", """{"type":"boolean","description":"An x."}""")]
    [InlineData("public record T(DayOfWeek A = DayOfWeek.Monday);", """{"type":"string","enum":["sunday","monday","tuesday","wednesday","thursday","friday","saturday"],"default":"monday"}""")]
    [InlineData("public record T(string? A = null);", """{"type":["string","null"],"default":null}""")]
    [InlineData("public record T(long A = 5);", """{"type":"integer","default":5}""")]
    [InlineData("public record T(decimal A = 1.5m);", """{"type":"number","default":1.5}""")]
    [InlineData("public record T(Guid A = default);", """{"type":"string","format":"uuid"}""")]
    [InlineData("[JsonConverter(typeof(JsonConverter<U>))] public class U { } public record T(U A);", "{}")]
    [InlineData("public record U(bool B); public record T(U? A);", """{"anyOf":[{"type":"object","properties":{"b":{"type":"boolean"}},"required":["b"]},{"type":"null"}]}""")]
    public void A_member_becomes(string source, string expected)
    {
        var schema = Schema(source);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), schema["properties"]!["a"]), schema.ToJsonString());
    }

    [Fact]
    public void What_is_used_once_is_in_place_and_what_is_used_twice_is_shared()
    {
        var schema = Schema("public record Once(bool A); public record Often(bool A); public record T(Once One, Often Two, List<Often> Three);");
        Assert.Equal(["Often"], schema["$defs"]!.AsObject().Select(definition => definition.Key));
        Assert.Equal("object", (string?)schema["properties"]!["one"]!["type"]);
        Assert.Equal("#/$defs/Often", (string?)schema["properties"]!["two"]!["$ref"]);
    }

    [Fact]
    public void A_type_within_itself_is_a_reference_also_at_the_root()
    {
        var schema = Schema("public record T(T? Next, bool A);");
        Assert.Equal("#/$defs/T", (string?)schema["$ref"]);
        Assert.Equal("""{"anyOf":[{"$ref":"#/$defs/T"},{"type":"null"}]}""", schema["$defs"]!["T"]!["properties"]!["next"]!.ToJsonString());
    }

    [Fact]
    public void Two_types_of_one_name_are_told_apart()
    {
        var schema = Schema("namespace A { public record X(bool P); } namespace B { public record X(int Q); } public record T(A.X A, A.X B, B.X C, B.X D);");
        Assert.Equal(["X", "X2"], schema["$defs"]!.AsObject().Select(definition => definition.Key).Order());
        Assert.NotEqual((string?)schema["properties"]!["a"]!["$ref"], (string?)schema["properties"]!["c"]!["$ref"]);
    }

    [Fact]
    public void What_has_a_default_is_not_required_on_the_way_in_and_is_on_the_way_out()
    {
        const string Source = "public record T(bool A, bool B = true) { public bool C => A; }";
        Assert.Equal("""["a"]""", Schema(Source)["required"]!.ToJsonString());
        Assert.Equal("""["a","b","c"]""", Schema(Source, SchemaDirection.Output)["required"]!.AsArray().Select(name => (string)name!).Order().ToArray() is var names
            ? System.Text.Json.JsonSerializer.Serialize(names) : "");
        Assert.False(Schema(Source)["properties"]!.AsObject().ContainsKey("c"));
    }

    private static JsonObject Schema(string source, SchemaDirection direction = SchemaDirection.Input)
    {
        var result = new SchemaSymbols(Usings + source).Schema("T", direction);
        Assert.Empty(result.Problems);
        var schema = JsonNode.Parse(result.Text)!.AsObject();
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", (string?)schema["$schema"]);
        return schema;
    }
}
