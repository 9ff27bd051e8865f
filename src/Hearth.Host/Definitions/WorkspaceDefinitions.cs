using Hearth.Host.Runs;

namespace Hearth.Host.Definitions;

/// <summary>All that runs are made of, as it was at one moment. Immutable.</summary>
/// <param name="Library">The workflows.</param>
/// <param name="Code">The tasks and other extensions.</param>
/// <param name="Settings">The settings.</param>
internal sealed record WorkspaceDefinitions(WorkflowLibrary Library, TaskCode Code, ReadSettings Settings);
