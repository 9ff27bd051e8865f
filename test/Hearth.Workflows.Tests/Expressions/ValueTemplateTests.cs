using System.Buffers;
using System.Text.Json;
using Hearth.Workflows.Expressions;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Yaml;

namespace Hearth.Workflows.Tests.Expressions;

public sealed class ValueTemplateTests
{
    private static readonly TestScope s_scope = new()
    {
        Inputs = JsonElement.Parse("""{ "n": 5, "t": "Ünïcode", "o": { "a": [1] }, "z": null }"""),
        Item = JsonElement.Parse("[true]"),
        Index = 3,
    };

    [Theory]
    [InlineData("'${{ inputs.n }}'", "5")]
    [InlineData("'${{ inputs.n }} '", "\"5 \"")]
    [InlineData("'<${{ inputs.o }}|${{ inputs.z }}|${{ inputs.n == 5 }}|${{ inputs.t }}>'", "\"<{\\\"a\\\":[1]}||true|Ünïcode>\"")]
    [InlineData("'$${{ inputs.n }}'", "\"${{ inputs.n }}\"")]
    [InlineData("'$${{ ${{ inputs.n }}'", "\"${{ 5\"")]
    [InlineData("\"${{ 'a }} b' }}\"", "\"a }} b\"")]
    [InlineData("|\n  ${{ inputs.n }}\n", "5")]
    [InlineData("{ a: [1, { b: '${{ item }}' }, x], c: ~ }", """{"a":[1,{"b":[true]},"x"],"c":null}""")]
    [InlineData("{ a: [1, { b: 2 }], 'q\"': 0x10 }", """{"a":[1,{"b":2}],"q\"":16}""")]
    public void Templates_have_values(string yaml, string json)
    {
        var template = Parse(yaml);

        Assert.Equal(json, template.Evaluate(s_scope).GetRawText());
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(json), Written(template)));
    }

    [Fact]
    public void Templates_without_expressions_are_constant()
    {
        Assert.Equal("""{"a":[1]}""", Parse("{ a: [1] }").Constant!.Value.GetRawText());
        Assert.Null(Parse("{ a: ['${{ index }}'] }").Constant);
    }

    [Fact]
    public void What_a_template_reads_is_known()
    {
        var references = Parse("{ a: '${{ inputs.x.y ?? steps.one.output }}', b: ['${{ env.HOME }} ${{ steps[''two''].status }}', '${{ item }}'] }").References;

        Assert.Equal(["x"], references.Inputs);
        Assert.Equal(["one", "two"], references.Steps);
        Assert.Equal(["HOME"], references.Environment);
        Assert.True(references.UsesItem);
        Assert.False(references.UsesRun);
        Assert.True(Parse("'${{ run.id }}'").References.UsesRun);
    }

    [Fact]
    public void All_errors_of_a_template_are_reported()
    {
        var problems = new ProblemCollector("f.yaml");
        ValueTemplate.Parse(YamlReader.Read("f.yaml", "{ a: '${{ x }} ${{ y }}', b: '${{ inputs.' }").Root!, problems);

        Assert.Equal([11, 20, 42], problems.ToImmutable().Select(problem => problem.Column));
    }

    [Fact]
    public void Writing_for_an_item_allocates_little()
    {
        var template = Parse("{ package: '${{ item }}', position: '${{ index }}', options: { deep: [1, 2, 3], text: constant } }");
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var writer = new Utf8JsonWriter(buffer);
        void Write()
        {
            buffer.ResetWrittenCount();
            writer.Reset();
            template.Write(writer, s_scope);
            writer.Flush();
        }

        for (var count = 0; count < 100; count++)
            Write();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var count = 0; count < 1000; count++)
            Write();

        // The delegate and enumerators of a few nodes, and no copies of the data.
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1000, 0, 600);
    }

    [Theory]
    [InlineData("${{ !inputs.b }}", "!inputs.b")]
    [InlineData("inputs.b", "inputs.b")]
    [InlineData("true", "true")]
    public void Conditions_are_bare_or_in_braces(string text, string printed)
    {
        var problems = new ProblemCollector("f.yaml");
        var condition = Condition.Parse(YamlReader.Read("f.yaml", $"a: {text}").Root is YamlMapping mapping ? mapping.Entries[0].Value : null!, problems);

        Assert.Equal(printed, condition!.ToString());
        Assert.Equal(0, problems.Count);
    }

    [Fact]
    public void A_condition_that_is_not_boolean_fails()
    {
        var condition = Condition.Parse(new YamlScalar(SourcePosition.Start, "inputs.z", YamlScalarStyle.Plain), new ProblemCollector("f.yaml"))!;

        Assert.Equal(ProblemIds.TypeAtRunTime, Assert.Throws<EvaluationException>(() => condition.Evaluate(s_scope)).Problem.Id);
    }

    private static JsonElement Written(ValueTemplate template)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            template.Write(writer, s_scope);
        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static ValueTemplate Parse(string yaml)
    {
        var problems = new ProblemCollector("f.yaml");
        var document = YamlReader.Read("f.yaml", yaml);
        var template = ValueTemplate.Parse(document.Root!, problems);
        Assert.Empty(document.Problems);
        Assert.Empty(problems.ToImmutable());
        return template;
    }
}
