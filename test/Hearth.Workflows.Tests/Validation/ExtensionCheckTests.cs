using System.Collections.Immutable;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Validation;

namespace Hearth.Workflows.Tests.Validation;

/// <summary>Secrets, stores and reports in workflows.</summary>
public sealed class ExtensionCheckTests
{
    [Theory]
    [InlineData("text: \"${{ vault.TOKEN }}\"")]
    [InlineData("text: \"Bearer ${{ vault.TOKEN }} and ${{ vault['other-one'] }}\"")]
    [InlineData("text: \"${{ vault.TOKEN ?? 'none' }}\"")]
    [InlineData("text: \"${{ format('{0}:{1}', 'user', vault.TOKEN) }}\"")]
    public void A_secret_goes_into_the_input_of_a_task_as_it_is(string with) =>
        Assert.Empty(Validate($"steps:\n  one: {{ task: notify, with: {{ {with} }} }}\n"));

    [Theory]
    [InlineData(ProblemIds.SecretRecorded, 2, 31, "steps:\n  one: { task: notify, when: \"vault.TOKEN == 'x'\", with: { text: x } }\n")]
    [InlineData(ProblemIds.SecretRecorded, 2, 35, "steps:\n  one: { task: notify, map: [\"${{ vault.TOKEN }}\"], with: { text: x } }\n")]
    [InlineData(ProblemIds.SecretRecorded, 3, 15, "steps: { one: { task: notify, with: { text: x } } }\noutputs:\n  token: \"${{ vault.TOKEN }}\"\n")]
    [InlineData(ProblemIds.SecretRecorded, 2, 48, "steps:\n  one: { workflow: other, with: { text: \"x ${{ vault.TOKEN }}\" } }\n")]
    [InlineData(ProblemIds.SecretChanged, 2, 49, "steps:\n  one: { task: notify, with: { text: \"${{ upper(vault.TOKEN) }}\" } }\n")]
    [InlineData(ProblemIds.SecretChanged, 2, 64, "steps:\n  one: { task: notify, with: { text: \"${{ toJson(format('{0}', vault.TOKEN)) }}\" } }\n")]
    public void It_is_refused_where_it_would_be_recorded_or_changed(string id, int line, int column, string text)
    {
        var problem = Assert.Single(Validate(text), problem => problem.Id == id);
        Assert.Equal((line, column), (problem.Line, problem.Column));
    }

    [Fact]
    public void Stores_and_reports_must_exist()
    {
        var problems = Validate("reports: [json, markdwon]\nsteps:\n  one: { task: notify, store: archiv, with: { text: x } }\n  two: { workflow: other, store: archive, with: { text: x } }\n");

        Assert.Equal([(ProblemIds.UnknownReport, 1, 17, "markdown"), (ProblemIds.UnknownStore, 3, 31, "archive"), (ProblemIds.InvalidValue, 4, 34, null)],
            problems.Select(problem => (problem.Id, problem.Line, problem.Column, problem.Suggestion)));
    }

    [Fact]
    public void What_is_not_known_is_not_checked() =>
        Assert.Empty(WorkflowValidator.Validate([WorkflowParser.Parse("example.yaml", "reports: x\nsteps:\n  one: { task: notify, store: y, with: { text: x } }\n")], SampleTasks.All));

    private static ImmutableArray<Problem> Validate(string text) => WorkflowValidator.Validate(
        [WorkflowParser.Parse("example.yaml", text), WorkflowParser.Parse("other.yaml", "inputs: { text: string }\nsteps: { a: { task: notify, with: { text: x } } }\n")],
        SampleTasks.All, new KnownNames(["archive"], ["json", "markdown"]));
}
