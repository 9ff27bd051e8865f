using System.Collections.Immutable;
using System.Text.Json;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Schemas;
using Hearth.Workflows.Yaml;

namespace Hearth.Workflows.Tests.Definitions;

public sealed class WorkflowSchemaTests
{
    /// <summary>Set HEARTH_UPDATE_REFERENCE=1 to write the file anew; the test fails that time, so that nobody leaves it set.</summary>
    [Fact]
    public void The_published_schema_is_the_generated_one()
    {
        var path = Repository.PathOf("docs", "reference", "workflow.schema.json");
        var published = File.Exists(path) ? File.ReadAllText(path) : "";
        if (Environment.GetEnvironmentVariable("HEARTH_UPDATE_REFERENCE") == "1")
            File.WriteAllText(path, WorkflowSchema.Generate());

        Assert.Equal(WorkflowSchema.Generate(), published);
    }

    [Fact]
    public void Good_workflows_fit_the_schema() => Assert.Empty(Violations(WorkflowParserTests.Sample));

    [Theory]
    [InlineData("stepz: {}")]
    [InlineData("description: nothing")]
    [InlineData("steps: { a: { task: x, retries: 3 } }")]
    [InlineData("steps: { a: { task: x, retry: { times: 3, backof: linear } } }")]
    [InlineData("steps: { a: { task: x, isolation: own } }")]
    [InlineData("steps: { a: { task: x, timeout: 30 } }")]
    [InlineData("steps: { a: { task: x } }\ninputs: { i: { type: text } }")]
    public void Parser_and_schema_refuse_the_same(string text)
    {
        Assert.NotEmpty(Violations(text));
        Assert.NotEmpty(WorkflowParser.Parse("a.yaml", text).Problems);
    }

    [Fact]
    public void Parser_and_schema_know_the_same_keys()
    {
        var schema = JsonElement.Parse(WorkflowSchema.Generate());
        var definitions = schema.GetProperty("$defs");

        AssertKeys(schema, key => $"{key}: []\n");
        AssertKeys(definitions.GetProperty("step"), key => $"steps: {{ a: {{ {key}: [] }} }}\n");
        AssertKeys(definitions.GetProperty("input"), key => $"inputs: {{ a: {{ {key}: [] }} }}\n");
        AssertKeys(definitions.GetProperty("map"), key => $"steps: {{ a: {{ map: {{ {key}: [] }} }} }}\n");
        AssertKeys(definitions.GetProperty("stage"), key => $"steps: {{ a: {{ map: {{ over: [1], steps: {{ b: {{ {key}: [] }} }} }} }} }}\n");
        AssertKeys(definitions.GetProperty("retry"), key => $"steps: {{ a: {{ retry: {{ {key}: [] }} }} }}\n");
    }

    private static void AssertKeys(JsonElement table, Func<string, string> document)
    {
        var keys = table.GetProperty("properties").EnumerateObject().Select(property => property.Name).ToList();

        Assert.All(keys, key => Assert.DoesNotContain(WorkflowParser.Parse("a.yaml", document(key)).Problems, IsUnknown));
        Assert.Contains(WorkflowParser.Parse("a.yaml", document("surely-unknown")).Problems, IsUnknown);
    }

    private static bool IsUnknown(Workflows.Problems.Problem problem) => problem.Id == Workflows.Problems.ProblemIds.UnknownKey;

    private static ImmutableArray<SchemaViolation> Violations(string text) =>
        SchemaValidator.Validate(JsonSchema.Parse(JsonElement.Parse(WorkflowSchema.Generate())), YamlReader.Read("a.yaml", text).Root!.ToJson());
}
