using Hearth.Workflows.Definitions;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Tests.Definitions;
using Hearth.Workflows.Validation;

namespace Hearth.Workflows.Tests.Validation;

public sealed class WorkflowValidatorTests
{
    private const string Publish = """
        inputs:
          report: { type: object }
          force: { type: boolean, default: false }
        steps:
          send: { task: notify, with: { text: done } }
        outputs:
          path: ${{ inputs.report.path }}

        """;

    [Fact]
    public void A_good_workspace_has_no_problems()
    {
        var problems = Validate(("workflows/inspect.yaml", WorkflowParserTests.Sample), ("workflows/publish.yaml", Publish));

        Assert.Empty(problems);
    }

    [Fact]
    public void Without_tasks_nothing_is_said_about_them()
    {
        var parsed = WorkflowParser.Parse("a.yaml", "steps:\n  a: { task: unknown, with: { x: 1 } }\n  b: { needs: a, task: notify, with: { y: '${{ steps.a.output.z }}' } }\n");

        Assert.Empty(WorkflowValidator.Validate([parsed], null));
        Assert.NotEmpty(WorkflowValidator.Validate([parsed], SampleTasks.All));
    }

    [Fact]
    public void Problems_of_all_files_come_at_once_in_order()
    {
        var problems = Validate(
            ("workflows/b.yaml", "steps:\n  x: { task: notifi, with: { text: a } }\n  y: { task: notify }\n"),
            ("workflows/a.yaml", "steps:\n  x: { tsk: notify }\n"));

        Assert.Equal(
            [
                ("workflows/a.yaml", 2, 3, ProblemIds.TaskOrWorkflow),
                ("workflows/a.yaml", 2, 8, ProblemIds.UnknownKey),
                ("workflows/b.yaml", 2, 14, ProblemIds.UnknownTask),
                ("workflows/b.yaml", 3, 3, ProblemIds.MissingProperty),
            ],
            problems.Select(problem => (problem.File, problem.Line, problem.Column, problem.Id)));
    }

    [Fact]
    public void Workflows_that_run_themselves_are_named_with_their_path()
    {
        var problem = Assert.Single(Validate(
            ("a.yaml", "steps:\n  x: { workflow: b }\n"), ("b.yaml", "steps:\n  y: { workflow: c }\n"), ("c.yaml", "steps:\n  z: { workflow: a }\n")));

        Assert.Equal((ProblemIds.CyclicWorkflows, "c.yaml", 2, 18), (problem.Id, problem.File, problem.Line, problem.Column));
        Assert.Contains("a -> b -> c -> a", problem.Message);
    }

    [Fact]
    public void Types_of_nested_outputs_are_inferred_through_workflows()
    {
        var problems = Validate(
            ("inner.yaml", "steps:\n  c: { task: count }\noutputs: { total: '${{ steps.c.output }}' }\n"),
            ("middle.yaml", "steps:\n  i: { workflow: inner, map: [1, 2], with: {} }\noutputs: { all: '${{ steps.i.output }}' }\n"),
            ("outer.yaml", "steps:\n  m: { workflow: middle }\n  n: { needs: m, task: notify, with: { text: '${{ steps.m.output.all[0].total }}' } }\n"));

        var problem = Assert.Single(problems);
        Assert.Equal((ProblemIds.TypeMismatch, "outer.yaml", 3, 51), (problem.Id, problem.File, problem.Line, problem.Column));
    }

    [Fact]
    public void A_long_chain_of_steps_is_checked_in_reasonable_time()
    {
        var steps = string.Concat(Enumerable.Range(0, 2000).Select(number =>
            $"  s{number}: {{ task: count{(number == 0 ? "" : $", needs: s{number - 1}, with: {{ number: '${{{{ steps.s0.output }}}}' }}")} }}\n"));

        Assert.Empty(Validate(("long.yaml", $"steps:\n{steps}")));
    }

    /// <summary>Each line: steps after <c>steps:</c>, then id, line, column and suggestion of the only problem.</summary>
    [Theory]
    [InlineData("  a: { task: notify, needs: a, with: { text: x } }", "HEARTH1033", 2, 29, null)]
    [InlineData("  a: { task: notify, needs: [bb], with: { text: x } }\n  b: { task: count }", "HEARTH1031", 2, 30, "b")]
    [InlineData("  a: { task: count, needs: b }\n  b: { task: count, needs: a }", "HEARTH1032", 3, 28, null)]
    [InlineData("  a: { task: count, needs: [b, b] }\n  b: { task: count }", "HEARTH1009", 2, 32, null)]
    [InlineData("  a: { task: cuont }", "HEARTH1034", 2, 14, "count")]
    [InlineData("  a: { workflow: publsh }", "HEARTH1035", 2, 18, "publish")]
    [InlineData("  a: { task: notify, with: { text: '${{ inputs.nmae }}' } }", "HEARTH1024", 2, 48, "name")]
    [InlineData("  a: { task: notify, with: { text: 'x ${{ inputs.name }} ${{ steps.b.output }}' } }", "HEARTH1025", 2, 62, null)]
    [InlineData("  a: { task: count }\n  b: { task: notify, with: { text: '${{ steps.a.status }}' } }", "HEARTH1027", 3, 41, null)]
    [InlineData("  a: { task: count, when: steps.a.status == 'failed' }", "HEARTH1027", 2, 27, null)]
    [InlineData("  a: { task: discover, with: { folder: x } }\n  b: { needs: a, task: count, with: { number: '${{ steps.a.output.pakages }}' } }", "HEARTH1026", 3, 67, "packages")]
    [InlineData("  a: { task: count, with: { number: '${{ index }}' } }", "HEARTH1028", 2, 42, null)]
    [InlineData("  a: { task: count, map: '${{ item }}', with: {} }", "HEARTH1028", 2, 31, null)]
    [InlineData("  a: { task: count, map: inputs.name, with: {} }", "HEARTH1037", 2, 26, null)]
    [InlineData("  a: { task: count, map: 5, with: {} }", "HEARTH1037", 2, 26, null)]
    [InlineData("  a: { task: count, when: inputs.name }", "HEARTH1029", 2, 27, null)]
    [InlineData("  a: { task: count, when: inputs.name && true }", "HEARTH1030", 2, 27, null)]
    [InlineData("  a: { task: count, when: inputs.name < 5 }", "HEARTH1030", 2, 39, null)]
    [InlineData("  a: { task: count, when: inputs.count == 'x' }", "HEARTH1030", 2, 40, null)]
    [InlineData("  a: { task: count, when: inputs.mode == 'ful' }", "HEARTH1030", 2, 42, "full")]
    [InlineData("  a: { task: count, when: length(inputs.count) == 1 }", "HEARTH1030", 2, 34, null)]
    [InlineData("  a: { task: count, when: inputs.name.x == 1 }", "HEARTH1030", 2, 39, null)]
    [InlineData("  a: { task: count, with: { number: many } }", "HEARTH1038", 2, 37, null)]
    [InlineData("  a: { task: count, with: { number: '${{ inputs.name }}' } }", "HEARTH1038", 2, 42, null)]
    [InlineData("  a: { task: count, with: { number: 'x${{ inputs.count }}' } }", "HEARTH1038", 2, 37, null)]
    [InlineData("  a: { task: count, with: { numer: 5 } }", "HEARTH1040", 2, 29, "number")]
    [InlineData("  a: { task: count, with: [1] }", "HEARTH1038", 2, 27, null)]
    [InlineData("  a: { task: notify }", "HEARTH1039", 2, 3, null)]
    [InlineData("  a: { task: inspect, with: { package: { size: 5 } } }", "HEARTH1039", 2, 40, null)]
    [InlineData("  a: { task: inspect, with: { package: { name: x, size: big } } }", "HEARTH1038", 2, 57, null)]
    [InlineData("  a: { task: notify, map: [1, 2] }", "HEARTH1038", 2, 27, null)]
    [InlineData("  a: { task: discover, with: { folder: x } }\n  b: { needs: a, task: notify, with: { text: '${{ steps.a.output.root }}' } }", "HEARTH1038", 3, 51, null)]
    [InlineData("  a: { task: discover, with: { folder: x } }\n  b: { needs: a, task: inspect, map: '${{ steps.a.output.packages }}' }", "HEARTH1038", 3, 38, null)]
    [InlineData("  a: { workflow: publish }", "HEARTH1039", 2, 3, null)]
    [InlineData("  a: { workflow: publish, with: { report: {}, forc: true } }", "HEARTH1040", 2, 47, "force")]
    [InlineData("  a: { workflow: publish, with: { report: 5 } }", "HEARTH1038", 2, 43, null)]
    [InlineData("  a: { task: count }\noutputs:\n  x: ${{ steps.aa.output }}", "HEARTH1025", 4, 10, "a")]
    public void Each_problem_has_its_place(string steps, string id, int line, int column, string? suggestion)
    {
        var text = $"steps:\n{steps}\ninputs: {{ name: string, count: integer, mode: {{ type: string, enum: [fast, full] }} }}\n";

        var problem = Assert.Single(Validate(("example.yaml", text), ("publish.yaml", Publish)));

        Assert.Equal((id, line, column, suggestion), (problem.Id, problem.Line, problem.Column, problem.Suggestion));
    }

    [Theory]
    [InlineData("?? gives the type of what is left", "  a: { task: discover, with: { folder: x } }\n  b: { needs: a, task: notify, with: { text: \"${{ steps.a.output.root ?? 'none' }}\" } }")]
    [InlineData("needs reach through other steps", "  a: { task: count }\n  b: { task: count, needs: a }\n  c: { task: count, needs: b, with: { number: '${{ steps.a.output }}' } }")]
    [InlineData("recursive types end", "  a: { task: discover, with: { folder: x } }\n  b: { needs: a, task: count, map: '${{ steps.a.output.packages[0].needs[1].needs }}', with: { number: '${{ item.needs[0].size }}' } }")]
    [InlineData("whole items fit", "  a: { task: discover, with: { folder: x } }\n  b: { needs: a, task: inspect, map: '${{ steps.a.output.packages }}', with: { package: '${{ item }}', position: '${{ index }}' } }")]
    [InlineData("an integer is a number", "  a: { task: count, when: inputs.count < 1.5 && 2 >= inputs.count }")]
    public void What_is_right_is_left_alone(string because, string steps)
    {
        var problems = Validate(("example.yaml", $"steps:\n{steps}\ninputs: {{ count: integer }}\n"));

        Assert.True(problems.Count == 0, $"{because}: {string.Join('\n', problems)}");
    }

    [Theory]
    [InlineData("{ type: integer, default: abc }", "HEARTH1041", 32)]
    [InlineData("{ type: integer, default: 10, maximum: 9 }", "HEARTH1041", 32)]
    [InlineData("{ type: string, enum: [a, b], default: c }", "HEARTH1041", 45)]
    [InlineData("{ type: list, items: integer, default: [1, x] }", "HEARTH1041", 45)]
    [InlineData("{ type: integer, enum: [1, b] }", "HEARTH1009", 3)]
    [InlineData("{ type: intger }", "HEARTH1009", 14)]
    [InlineData("text", "HEARTH1009", 6)]
    [InlineData("{ type: string, minimum: 3 }", "HEARTH1009", 22)]
    [InlineData("{ type: integer, minimum: 3, maximum: 2 }", "HEARTH1013", 23)]
    [InlineData("{ default: 3 }", "HEARTH1010", 6)]
    [InlineData("{ type: string, default: '${{ run.id }}' }", "HEARTH1009", 31)]
    public void Inputs_are_checked(string input, string id, int column)
    {
        var problem = Assert.Single(Validate(("example.yaml", $"inputs:\n  x: {input}\nsteps:\n  a: {{ task: count }}\n")));

        Assert.Equal((id, 2, column), (problem.Id, problem.Line, problem.Column));
    }

    internal static IReadOnlyList<Problem> Validate(params (string File, string Text)[] files) =>
        WorkflowValidator.Validate([.. files.Select(file => WorkflowParser.Parse(file.File, file.Text))], SampleTasks.All);
}
