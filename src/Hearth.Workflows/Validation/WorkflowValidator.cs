using System.Collections.Immutable;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Schemas;

namespace Hearth.Workflows.Validation;

/// <summary>Checks all workflows of a workspace together, before anything runs.</summary>
public static class WorkflowValidator
{
    /// <summary>
    /// Every problem of every file, those of parsing included, by file and place. <paramref name="tasks"/> is null when the tasks did not
    /// compile: then nothing is said about them. <paramref name="names"/> is null when stores and reports are not known.
    /// </summary>
    public static ImmutableArray<Problem> Validate(
        IReadOnlyList<ParsedWorkflow> all, IReadOnlyDictionary<string, TaskContract>? tasks, KnownNames? names = null)
    {
        var problems = all.SelectMany(parsed => parsed.Problems).ToList();
        var byName = new Dictionary<string, ParsedWorkflow>();
        foreach (var parsed in all)
        {
            if (!byName.TryAdd(parsed.Name, parsed))
                problems.Add(new Problem(
                    ProblemIds.DuplicateWorkflow, parsed.File, 1, 1, $"The workflow '{parsed.Name}' is already defined by {byName[parsed.Name].File}"));
        }

        var types = new WorkflowTypes(byName, tasks);
        foreach (var workflow in all.Select(parsed => parsed.Definition).OfType<WorkflowDefinition>())
            problems.AddRange(Validate(workflow, types, names));
        problems.AddRange(InclusionCheck.Check(byName));
        return
        [
            .. problems
                .OrderBy(problem => problem.File, StringComparer.Ordinal)
                .ThenBy(problem => problem.Line)
                .ThenBy(problem => problem.Column)
                .ThenBy(problem => problem.Id, StringComparer.Ordinal)
                .Distinct(),
        ];
    }

    private static ImmutableArray<Problem> Validate(WorkflowDefinition workflow, WorkflowTypes types, KnownNames? names)
    {
        var problems = new ProblemCollector(workflow.File);
        var graph = new StepGraph(workflow);
        var scope = new TypeScope(workflow, types, graph);
        foreach (var input in workflow.Inputs)
            InputCheck.Check(input, problems);
        graph.Check(problems);
        foreach (var step in workflow.Steps)
            new StepCheck(scope, step, problems).Check();
        var inference = new TypeInference(scope, problems);
        foreach (var output in workflow.Outputs)
            inference.Infer(output.Value.Root);
        SecretCheck.Check(workflow, problems);
        CacheCheck.Check(workflow, problems);
        ExtensionCheck.Check(workflow, names, problems);
        return problems.ToImmutable();
    }
}
