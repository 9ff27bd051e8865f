using Hearth.Workflows.Definitions;
using Hearth.Workflows.Problems;

namespace Hearth.Workflows.Validation;

/// <summary>Checks what a workflow says of stores and reports.</summary>
internal static class ExtensionCheck
{
    public static void Check(WorkflowDefinition workflow, KnownNames? names, ProblemCollector problems)
    {
        foreach (var step in workflow.Steps)
        {
            if (step.Store is { } misplaced && step.Workflow is not null)
                problems.Add(ProblemIds.InvalidValue, misplaced.Position, $"Step '{step.Name}' runs a workflow and leaves nothing behind itself; give 'store' to the steps of that workflow");
            else if (step.Store is { } store && names is not null && !names.Stores.Contains(store.Value))
                problems.Add(ProblemIds.UnknownStore, store.Position, $"There is no store '{store.Value}' in hearth.yaml; {Known(names.Stores)}", NearestName.Find(store.Value, names.Stores));
        }

        foreach (var report in workflow.Reports.Where(report => names?.Reports?.Contains(report.Value) == false))
            problems.Add(ProblemIds.UnknownReport, report.Position, $"There is no report '{report.Value}'; {Known(names!.Reports!)}", NearestName.Find(report.Value, names.Reports!));
    }

    private static string Known(IReadOnlyCollection<string> names) => names.Count == 0 ? "there is none" : $"there are {string.Join(", ", names.Order(StringComparer.Ordinal))}";
}
