using System.Collections.Immutable;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Validation;

namespace Hearth.Workflows.Tests.Validation;

/// <summary><c>cache</c> of steps: what it may say, and where it makes no sense.</summary>
public sealed class CacheCheckTests
{
    [Theory]
    [InlineData("cache: true")]
    [InlineData("cache: false, store: archive")]
    [InlineData("cache: {}")]
    [InlineData("cache: { files: words.txt, environment: LANG }")]
    [InlineData("cache: { folders: [words, \"${{ inputs.path }}\"], exclude: [bin, \"*.log\"] }, with: { text: \"${{ run.date }}\" }")]
    [InlineData("cache: { files: [words, \"src/**/*.cs\", \"a?/*.txt\", \"${{ inputs.path }}/x\", \"${{ inputs.paths }}\", \"${{ inputs.none }}\"], environment: [A, B, A] }")]
    [InlineData("cache: { files: \"${{ steps.before.output }}/${{ item }}\" }, map: [a, b], needs: before")]
    public void It_may_name_files_and_variables(string step) => Assert.Empty(Validate(step));

    [Theory]
    [InlineData(ProblemIds.UnknownKey, 3, 33, "files", "cache: { fils: a }")]
    [InlineData(ProblemIds.WrongType, 3, 31, null, "cache: [a]")]
    [InlineData(ProblemIds.WrongType, 3, 31, null, "cache: yes")]
    [InlineData(ProblemIds.WrongType, 3, 40, null, "cache: { files: { a: b } }")]
    [InlineData(ProblemIds.WrongType, 3, 41, null, "cache: { files: [1] }")]
    [InlineData(ProblemIds.InvalidValue, 3, 40, null, "cache: { files: \"\" }")]
    [InlineData(ProblemIds.InvalidValue, 3, 42, null, "cache: { folders: \"\" }")]
    [InlineData(ProblemIds.CacheOutside, 3, 42, null, "cache: { folders: ../other }")]
    [InlineData(ProblemIds.InvalidValue, 3, 42, null, "cache: { exclude: a/b }")]
    [InlineData(ProblemIds.InvalidValue, 3, 40, null, "cache: { files: a**/b }")]
    [InlineData(ProblemIds.CacheOutside, 3, 40, null, "cache: { files: /etc/hosts }")]
    [InlineData(ProblemIds.CacheOutside, 3, 40, null, "cache: { files: a/../../b }")]
    [InlineData(ProblemIds.CacheOutside, 3, 40, null, "cache: { files: ~/words }")]
    [InlineData(ProblemIds.CacheOutside, 3, 40, null, "cache: { files: \"${{ inputs.path }}/../b\" }")]
    [InlineData(ProblemIds.TypeMismatch, 3, 40, null, "cache: { files: \"${{ inputs.number }}\" }")]
    [InlineData(ProblemIds.UnknownInput, 3, 52, "path", "cache: { files: \"${{ inputs.pth }}\" }")]
    [InlineData(ProblemIds.ItemOutsideMap, 3, 45, null, "cache: { files: \"${{ item }}\" }")]
    [InlineData(ProblemIds.StepNotNeeded, 3, 45, null, "cache: { files: \"${{ steps.before.output.root }}\" }")]
    [InlineData(ProblemIds.SecretRecorded, 3, 45, null, "cache: { files: \"${{ vault.PATH }}\" }")]
    [InlineData(ProblemIds.CacheImpossible, 3, 31, null, "cache: true, store: archive")]
    [InlineData(ProblemIds.CacheImpossible, 3, 31, null, "cache: true, with: { text: \"${{ vault.TOKEN }}\" }")]
    [InlineData(ProblemIds.CacheImpossible, 3, 31, null, "cache: true, with: { text: \"${{ run.id }}\" }")]
    public void What_makes_no_sense_is_refused_with_its_place(string id, int line, int column, string? suggestion, string step)
    {
        var problem = Assert.Single(Validate(step));
        Assert.Equal((id, line, column, suggestion), (problem.Id, problem.Line, problem.Column, problem.Suggestion));
    }

    [Fact]
    public void A_step_that_runs_a_workflow_has_none()
    {
        var problems = WorkflowValidator.Validate(
            [WorkflowParser.Parse("flow.yaml", "steps:\n  one: { workflow: other, cache: true }\n"), WorkflowParser.Parse("other.yaml", "steps: { a: { task: notify, with: { text: x } } }\n")], SampleTasks.All);
        Assert.Equal((ProblemIds.CacheImpossible, 2, 34), Assert.Single(problems.Select(problem => (problem.Id, problem.Line, problem.Column))));
    }

    private static ImmutableArray<Problem> Validate(string step)
    {
        var with = step.Contains("with:", StringComparison.Ordinal) ? "" : ", with: { text: x }";
        return WorkflowValidator.Validate(
        [
            WorkflowParser.Parse("flow.yaml",
                "inputs: { path: string, paths: { type: list, items: string, default: [] }, none: { type: string, default: null }, number: integer }\nsteps:\n"
                + $"  one: {{ task: notify, {step}{with} }}\n  before: {{ task: discover, with: {{ folder: a }} }}\n"),
        ], SampleTasks.All, new KnownNames(["archive"], []));
    }
}
