using Hearth.Workflows.Definitions;
using Hearth.Workflows.Schemas;

namespace Hearth.Workflows.Validation;

/// <summary>Where an expression stands: what it may read.</summary>
/// <param name="Workflow">The workflow.</param>
/// <param name="Types">The types of everything.</param>
/// <param name="Graph">The steps.</param>
internal sealed record TypeScope(WorkflowDefinition Workflow, WorkflowTypes Types, StepGraph Graph)
{
    /// <summary>The step whose expression it is; null in outputs, which may read all steps.</summary>
    public StepDefinition? Step { get; init; }

    /// <summary>What <c>item</c> is; null outside a mapped step.</summary>
    public JsonSchema? Item { get; init; }
}
