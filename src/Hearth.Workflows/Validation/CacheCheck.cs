using Hearth.Workflows.Definitions;
using Hearth.Workflows.Problems;

namespace Hearth.Workflows.Validation;

/// <summary>Refuses <c>cache</c> where a kept result could not stand for a later one: better than to say nothing and to execute each time.</summary>
internal static class CacheCheck
{
    public static void Check(WorkflowDefinition workflow, ProblemCollector problems)
    {
        foreach (var step in workflow.Steps)
        {
            if (step.Cache is not { } cache)
                continue;
            if (step.Workflow is not null)
                Refuse(cache, $"Step '{step.Name}' runs a workflow; give 'cache' to the steps of that workflow");
            if (!step.With.References.Secrets.IsEmpty)
                Refuse(cache, $"Step '{step.Name}' is given secrets, which are never recorded, so that nobody can tell whether they are the same");
            if (step.Store is not null)
                Refuse(cache, $"Step '{step.Name}' puts what it leaves behind into a store each time, which a kept result would not do");
            if (step.With.References.UsesRun || cache.Paths.Any(path => path.References.UsesRun))
                Refuse(cache, $"Step '{step.Name}' reads the id of the run, which no other run has: nothing could ever be reused");
        }

        void Refuse(CacheDefinition cache, string because) => problems.Add(ProblemIds.CacheImpossible, cache.Position, because);
    }
}
