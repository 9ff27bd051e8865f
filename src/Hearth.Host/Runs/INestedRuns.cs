using System.Text.Json;
using Hearth.Host.Results;
using Hearth.Workflows.Definitions;

namespace Hearth.Host.Runs;

/// <summary>Starts runs inside runs.</summary>
internal interface INestedRuns
{
    /// <summary>Starts the nested run with this id, or goes on with it where it exists.</summary>
    RunLoop Begin(string id, string parent, WorkflowDefinition workflow, RunProgram program, JsonElement inputs, PreviousRuns? previous, FreshSteps fresh);
}
