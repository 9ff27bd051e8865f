using Hearth.Workflows.Definitions;
using Hearth.Workflows.Problems;

namespace Hearth.Workflows.Validation;

/// <summary>Reports workflows that run themselves, directly or through others: such a run would never end.</summary>
internal static class InclusionCheck
{
    public static IEnumerable<Problem> Check(IReadOnlyDictionary<string, ParsedWorkflow> workflows)
    {
        IEnumerable<StepDefinition> Steps(string name) => workflows.GetValueOrDefault(name)?.Definition?.Steps ?? [];

        var names = workflows.Keys.Order(StringComparer.Ordinal);
        foreach (var cycle in CycleFinder.Find(names, name => Steps(name).Select(step => step.Workflow?.Value).OfType<string>().Where(workflows.ContainsKey)))
        {
            var position = Steps(cycle[^2]).First(step => step.Workflow?.Value == cycle[^1]).Workflow!.Position;
            yield return new Problem(
                ProblemIds.CyclicWorkflows,
                workflows[cycle[^2]].File,
                position.Line,
                position.Column,
                $"A workflow runs itself: {string.Join(" -> ", cycle)}");
        }
    }
}
