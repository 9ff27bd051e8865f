using Hearth.Host.Definitions;
using Hearth.Host.Extensions;
using Hearth.Workflows.Definitions;

namespace Hearth.Host.Runs;

/// <summary>What a run executes: definitions and compiled code. Immutable.</summary>
/// <param name="Workflow">The run's workflow; the steps are at their positions in the run.</param>
/// <param name="Library">The workflow as its file has it, and all that it may nest.</param>
/// <param name="Code">The tasks, as they were when it began.</param>
/// <param name="IsPinned">Whether it keeps to them.</param>
internal sealed record RunProgram(WorkflowDefinition Workflow, WorkflowLibrary Library, TaskCode Code, bool IsPinned)
{
    /// <summary>Vault, stores and reports.</summary>
    public WorkspaceExtensions Extensions { get; init; } = WorkspaceExtensions.None;

    /// <summary>The file in the content store with the texts of the library; empty before it is kept.</summary>
    public string Definitions { get; init; } = "";

    /// <summary>The library's workflows, by name.</summary>
    public IReadOnlyDictionary<string, WorkflowDefinition> Workflows => Library.Definitions;
}
