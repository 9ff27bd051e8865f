using Hearth.Workflows.Definitions;
using Hearth.Workflows.Runs;

namespace Hearth.Workflows.Tests.Definitions;

public sealed class WorkflowParserTests
{
    internal const string Sample = """
        description: Inspects packages
        definition: follow
        isolation: run
        inputs:
          folder: string
          depth: { type: integer, default: 3, description: how deep, minimum: 1, maximum: 9 }
          mode: { type: string, enum: [fast, full], default: fast }
          tags: { type: list, items: string, default: [] }
          options: { type: object, default: {} }
          list: { type: file, default: samples/list.txt }
        steps:
          discover:
            description: Finds packages
            task: discover
            with: { folder: "${{ inputs.folder }}", depth: "${{ inputs.depth }}" }
          inspect:
            needs: [discover]
            when: inputs.mode == 'full'
            task: inspect
            map: { over: "${{ steps.discover.output.packages }}", concurrency: 4 }
            with: { package: "${{ item }}", position: "${{ index }}" }
            retry: { times: 3, delay: 2s, backoff: linear, max-delay: 5s, on: transient }
            timeout: 1m30s
            isolation: step
            continue-on-error: true
          sub:
            needs: inspect
            workflow: publish
            with: { report: "${{ steps.inspect.output[0] }}" }
            retry: 2
        outputs:
          report: ${{ steps.sub.output.path }}

        """;

    [Fact]
    public void Every_key_is_read()
    {
        var parsed = WorkflowParser.Parse("workflows/inspect.yaml", Sample);

        Assert.Empty(parsed.Problems);
        var workflow = parsed.Definition!;
        Assert.Equal("inspect", workflow.Name);
        Assert.Equal("Inspects packages", workflow.Description);
        Assert.Equal((WorkflowIsolation.Run, DefinitionPolicy.Follow), (workflow.Isolation, workflow.Policy));
        Assert.Equal(["folder", "depth", "mode", "tags", "options", "list"], workflow.Inputs.Select(input => input.Name));
        Assert.Equal([true, false, false, false, false, false], workflow.Inputs.Select(input => input.IsRequired));
        var depth = workflow.Input("depth")!;
        Assert.Equal((InputType.Integer, 3, 1, 9), (depth.Type, depth.Default!.Value.GetInt32(), depth.Minimum, depth.Maximum));
        Assert.Equal(InputType.String, workflow.Input("tags")!.Items!.Type);
        Assert.Equal(["fast", "full"], workflow.Input("mode")!.Choices.Select(choice => choice.GetString()));

        var inspect = workflow.Step("inspect")!;
        Assert.Equal(["discover"], inspect.Needs.Select(need => need.Value));
        Assert.Equal("inputs.mode == 'full'", inspect.When!.ToString());
        Assert.Equal(4, inspect.Map!.Concurrency);
        Assert.Equal(["discover"], inspect.Map.Over.References.Steps);
        Assert.True(inspect.With.References.UsesItem);
        Assert.Equal(
            new RetryRule(3, TimeSpan.FromSeconds(2), RetryBackoff.Linear, TimeSpan.FromSeconds(5), TransientOnly: true), inspect.Retry);
        Assert.Equal(TimeSpan.FromSeconds(90), inspect.Timeout);
        Assert.Equal(WorkflowIsolation.Step, inspect.Isolation);
        Assert.True(inspect.ContinueOnError);

        var sub = workflow.Step("sub")!;
        Assert.Equal("publish", sub.Workflow!.Value);
        Assert.Equal(new RetryRule(2, TimeSpan.FromSeconds(1), RetryBackoff.Exponential, TimeSpan.FromMinutes(1), TransientOnly: false), sub.Retry);
        Assert.Equal("report", Assert.Single(workflow.Outputs).Name);
    }

    [Fact]
    public void What_is_right_is_read_beside_what_is_wrong()
    {
        var parsed = WorkflowParser.Parse("a.yaml", "steps:\n  good: { task: x }\n  bad: 5\n  late: { tsak: y, task: z }\n");

        Assert.Equal(["good", "late"], parsed.Definition!.Steps.Select(step => step.Name));
        Assert.Equal(2, parsed.Problems.Length);
    }

    [Fact]
    public void Without_with_a_step_gets_an_empty_object_and_a_mapped_step_its_item()
    {
        var workflow = WorkflowParser.Parse("a.yaml", "steps:\n  one: { task: x }\n  each: { task: y, map: [1, 2] }\n").Definition!;
        var scope = new TestScope { Item = System.Text.Json.JsonElement.Parse("[7]") };

        Assert.Equal("{}", workflow.Step("one")!.With.Evaluate(scope).GetRawText());
        Assert.Equal("[7]", workflow.Step("each")!.With.Evaluate(scope).GetRawText());
    }
}
