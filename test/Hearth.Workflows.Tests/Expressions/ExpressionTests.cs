using System.Text.Json;
using Hearth.Workflows.Expressions;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Yaml;

namespace Hearth.Workflows.Tests.Expressions;

public sealed class ExpressionTests
{
    private static readonly TestScope s_scope = new()
    {
        Inputs = JsonElement.Parse("""{ "name": "Ada", "count": 3, "ratio": 1.5, "on": true, "nothing": null, "list": [1, 2, 3], "a b": { "c-d": 4 } }"""),
        Steps = { ["fetch-data"] = new StepValue("succeeded", JsonElement.Parse("""{ "files": [{ "path": "x.txt" }] }""")) },
        Item = JsonElement.Parse("""{ "id": 9 }"""),
        Index = 12,
        Variables = { ["HOME"] = "/home/ada" },
    };

    [Theory]
    [InlineData("inputs.name", "\"Ada\"")]
    [InlineData("inputs['a b']['c-d']", "4")]
    [InlineData("inputs[\"a b\"].c-d", "4")]
    [InlineData("steps.fetch-data.output.files[0].path", "\"x.txt\"")]
    [InlineData("steps['fetch-data'].status == 'succeeded'", "true")]
    [InlineData("item.id", "9")]
    [InlineData("index", "12")]
    [InlineData("run.id", "\"run-1\"")]
    [InlineData("run.date", "\"2026-02-03\"")]
    [InlineData("env.HOME", "\"/home/ada\"")]
    [InlineData("'it''s'", "\"it's\"")]
    [InlineData("-1.5e2", "-1.5e2")]
    [InlineData("inputs.count >= 3 && inputs.ratio < 2", "true")]
    [InlineData("index > 9", "true")]
    [InlineData("1 == 1.0", "true")]
    [InlineData("'a' < 'b'", "true")]
    [InlineData("'1' == 1", "false")]
    [InlineData("!inputs.on || false", "false")]
    [InlineData("true || inputs.missing", "true")]
    [InlineData("false && inputs.missing", "false")]
    [InlineData("inputs.missing.deeper[3].x ?? 'none'", "\"none\"")]
    [InlineData("inputs.nothing ?? inputs.absent ?? 5", "5")]
    [InlineData("inputs.nothing.x ?? 1", "1")]
    [InlineData("inputs.list[9] ?? 'far'", "\"far\"")]
    [InlineData("env.ABSENT ?? 'x' == 'x'", "true")]
    [InlineData("(inputs.on)", "true")]
    [InlineData("inputs.list[index ?? 0] ?? inputs.list[1]", "2")]
    [InlineData("contains(inputs.list, 2)", "true")]
    [InlineData("contains(inputs.name, 'da')", "true")]
    [InlineData("startsWith(inputs.name, 'A') && endsWith(inputs.name, 'a')", "true")]
    [InlineData("length(inputs.list) == 3 && length('ab') == 2 && length(item) == 1", "true")]
    [InlineData("join(inputs.list, '-')", "\"1-2-3\"")]
    [InlineData("join(inputs.list)", "\"1,2,3\"")]
    [InlineData("format('{0} of {1} {{x}}', index, inputs.list)", "\"12 of [1,2,3] {x}\"")]
    [InlineData("fromJson('[1, {\"a\": 2}]')[1].a", "2")]
    [InlineData("toJson(item)", "\"{\\u0022id\\u0022:9}\"")]
    [InlineData("first(inputs.list)", "1")]
    [InlineData("last(inputs.list)", "3")]
    [InlineData("first(fromJson('[]')) ?? 'empty'", "\"empty\"")]
    [InlineData("keys(inputs['a b'])", "[\"c-d\"]")]
    [InlineData("values(inputs['a b'])", "[4]")]
    [InlineData("split('a,b', ',')", "[\"a\",\"b\"]")]
    [InlineData("replace(trim('  aXa '), 'X', '-')", "\"a-a\"")]
    [InlineData("lower(upper('Mixed'))", "\"mixed\"")]
    public void Expressions_have_values(string expression, string json)
    {
        var actual = Template($"${{{{ {expression} }}}}").Evaluate(s_scope);

        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(json), actual), actual.GetRawText());
    }

    [Theory]
    [InlineData("inputs.nmae", "HEARTH1050", 12, "name")]
    [InlineData("inputs.list[3]", "HEARTH1050", 17, null)]
    [InlineData("first(fromJson('[]'))", "HEARTH1050", 5, null)]
    [InlineData("inputs.name.x", "HEARTH1051", 17, null)]
    [InlineData("inputs.nothing.x", "HEARTH1051", 20, null)]
    [InlineData("inputs.list['x'] ?? 1", "HEARTH1051", 17, null)]
    [InlineData("inputs.name < 3", "HEARTH1051", 17, null)]
    [InlineData("!inputs.name", "HEARTH1051", 6, null)]
    [InlineData("true && inputs.count", "HEARTH1051", 13, null)]
    [InlineData("lower(inputs.count)", "HEARTH1051", 11, null)]
    [InlineData("fromJson('{')", "HEARTH1051", 14, null)]
    [InlineData("fromJson('[\"\\ud800\"]')", "HEARTH1051", 14, null)]
    [InlineData("format('{1}', 2)", "HEARTH1051", 12, null)]
    [InlineData("env.ABSENT", "HEARTH1052", 5, null)]
    [InlineData("steps.later.output", "HEARTH1052", 5, null)]
    public void Evaluation_errors_point_at_their_column(string expression, string id, int column, string? suggestion)
    {
        var problem = Assert.Throws<EvaluationException>(() => Template($"${{{{ {expression} }}}}").Evaluate(s_scope)).Problem;

        Assert.Equal((id, 1, column, suggestion), (problem.Id, problem.Line, problem.Column, problem.Suggestion));
    }

    [Theory]
    [InlineData("inputs.", "HEARTH1020", 13)]
    [InlineData("", "HEARTH1020", 6)]
    [InlineData("inputs.a b", "HEARTH1020", 14)]
    [InlineData("(inputs.a", "HEARTH1020", 15)]
    [InlineData("inputs.a = 3", "HEARTH1020", 14)]
    [InlineData("inputs.a - 3", "HEARTH1020", 14)]
    [InlineData("input.a", "HEARTH1021", 5)]
    [InlineData("steps.a.outptu", "HEARTH1021", 13)]
    [InlineData("run.name", "HEARTH1021", 9)]
    [InlineData("lenght(item)", "HEARTH1022", 5)]
    [InlineData("length(item, 2)", "HEARTH1023", 5)]
    [InlineData("true || 'open", "HEARTH1020", 13)]
    public void Syntax_errors_point_at_their_column(string expression, string id, int column)
    {
        var problems = new ProblemCollector("f.yaml");

        ValueTemplate.Parse(new YamlScalar(new SourcePosition(1, 1), $"${{{{ {expression} }}}}", YamlScalarStyle.Plain) { Raw = $"${{{{ {expression} }}}}" }, problems);

        var problem = Assert.Single(problems.ToImmutable());
        Assert.Equal((id, column), (problem.Id, problem.Column));
    }

    private static ValueTemplate Template(string text)
    {
        var problems = new ProblemCollector("f.yaml");
        var template = ValueTemplate.Parse(new YamlScalar(new SourcePosition(1, 1), text, YamlScalarStyle.Plain) { Raw = text }, problems);
        Assert.Empty(problems.ToImmutable());
        return template;
    }
}
