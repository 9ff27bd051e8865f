using Hearth.Host.Extensions;
using Hearth.Workflows.Definitions;

namespace Hearth.Host.Runs;

/// <summary>What a run executes: definitions and compiled code.</summary>
/// <param name="Workflow">The run's workflow.</param>
/// <param name="Workflows">All that it may nest, by name.</param>
/// <param name="Code">The tasks, as they were when it began.</param>
/// <param name="IsPinned">Whether it keeps to them.</param>
internal sealed record RunProgram(WorkflowDefinition Workflow, IReadOnlyDictionary<string, WorkflowDefinition> Workflows, TaskCode Code, bool IsPinned)
{
    /// <summary>Vault, stores and reports.</summary>
    public WorkspaceExtensions Extensions { get; init; } = WorkspaceExtensions.None;
}
