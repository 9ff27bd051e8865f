using System.Text.Json;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Inputs;

namespace Hearth.Workflows.Tests.Inputs;

public sealed class InputBinderTests
{
    private static readonly WorkflowDefinition s_workflow = WorkflowParser.Parse("w.yaml", """
        inputs:
          folder: string
          depth: { type: integer, default: 3, minimum: 1, maximum: 9 }
          ratio: { type: number, default: 0.5 }
          quick: { type: boolean, default: false }
          mode: { type: string, enum: [fast, full], default: fast }
          tags: { type: list, items: string, default: [] }
          sizes: { type: list, items: integer, default: [] }
          options: { type: object, default: {} }
          list: { type: file, default: list.txt }
          limit: { type: integer, default: null }
        steps: { a: { task: count } }
        """).Definition!;

    [Fact]
    public void Texts_become_the_declared_types_in_the_order_of_the_file()
    {
        var bound = Bind(null, "folder=a=b", "depth=7", "ratio=1.25e1", "quick=true", "tags=x, y", "sizes=[1,2]", "options={\"a\":1}", "list=here.txt");

        Assert.Empty(bound.Problems);
        Assert.Equal(
            """{"folder":"a=b","depth":7,"ratio":12.5,"quick":true,"mode":"fast","tags":["x","y"],"sizes":[1,2],"options":{"a":1},"list":"here.txt","limit":null}""",
            bound.Values!.Value.GetRawText());
    }

    [Fact]
    public void The_command_line_wins_over_the_file_and_the_file_over_defaults()
    {
        var values = Bind("""{ "folder": "file", "depth": 4, "limit": 10 }""", "folder=line", "limit=null").Values!.Value;

        Assert.Equal("line", values.GetProperty("folder").GetString());
        Assert.Equal(4, values.GetProperty("depth").GetInt32());
        Assert.Equal(JsonValueKind.Null, values.GetProperty("limit").ValueKind);
        Assert.Equal("fast", values.GetProperty("mode").GetString());
    }

    [Theory]
    [InlineData("foldr=x", "HEARTH1060", "folder")]
    [InlineData("depth=deep", "HEARTH1062", null)]
    [InlineData("depth=10", "HEARTH1062", null)]
    [InlineData("depth=1.5", "HEARTH1062", null)]
    [InlineData("ratio=NaN", "HEARTH1062", null)]
    [InlineData("quick=yes", "HEARTH1062", null)]
    [InlineData("mode=ful", "HEARTH1062", "full")]
    [InlineData("sizes=1,x", "HEARTH1062", null)]
    [InlineData("sizes=[1,", "HEARTH1062", null)]
    [InlineData("tags=[1]", "HEARTH1062", null)]
    [InlineData("options=[]", "HEARTH1062", null)]
    [InlineData("options={", "HEARTH1062", null)]
    [InlineData("list=missing.txt", "HEARTH1063", null)]
    [InlineData("depth", "HEARTH1064", null)]
    [InlineData("=3", "HEARTH1064", null)]
    [InlineData("folder=again", "HEARTH1064", null)]
    public void What_does_not_fit_is_reported(string argument, string id, string? suggestion)
    {
        var bound = Bind(null, "folder=x", argument);

        var problem = Assert.Single(bound.Problems);
        Assert.Equal((id, InputBinder.CommandLine, 2, suggestion), (problem.Id, problem.File, problem.Column, problem.Suggestion));
        Assert.Null(bound.Values);
    }

    [Fact]
    public void All_problems_come_at_once() =>
        Assert.Equal(
            ["HEARTH1060", "HEARTH1062", "HEARTH1061", "HEARTH1062"],
            Bind("""{ "nope": 1, "quick": 1 }""", "depth=x").Problems.Select(problem => problem.Id));

    [Fact]
    public void The_inputs_of_a_file_must_be_an_object() => Assert.Equal("HEARTH1062", Bind("[]", "folder=x").Problems.Single().Id);

    [Theory]
    [InlineData("""{ "folder": "\ud800" }""")]
    [InlineData("""{ "\udc00": 1 }""")]
    [InlineData("""{ "options": { "a": ["\ud800x"] } }""")]
    public void Half_of_a_surrogate_pair_is_refused(string given) => Assert.Contains("HEARTH1062", Bind(given, "folder=x").Problems.Select(problem => problem.Id));

    [Theory]
    [InlineData("file", "x=")]
    [InlineData("integer", "x=null")]
    [InlineData("list", "x=")]
    public void An_optional_input_can_be_given_as_none(string type, string argument)
    {
        var workflow = WorkflowParser.Parse("workflows/w.yaml", $"inputs: {{ x: {{ type: {type}, default: null }} }}\nsteps: {{ a: {{ task: t }} }}\n").Definition!;

        Assert.Equal("null", InputBinder.Bind(workflow, [argument], null, "inputs", _ => false).Values!.Value.GetProperty("x").GetRawText());
    }

    [Fact]
    public void An_empty_text_is_an_empty_list() => Assert.Equal("[]", Bind(null, "folder=x", "tags=").Values!.Value.GetProperty("tags").GetRawText());

    private static BoundInputs Bind(string? given, params string[] arguments) =>
        InputBinder.Bind(s_workflow, arguments, given is null ? null : JsonElement.Parse(given), "inputs.json", path => path is "list.txt" or "here.txt");
}
