using System.Collections.Immutable;
using Hearth.Workflows.Problems;

namespace Hearth.Workflows.Definitions;

/// <summary>What was read of a workflow file: as much as could be, and what is wrong with the file by itself.</summary>
/// <param name="File">The file, as it was given to the parser.</param>
/// <param name="Name">The name of the workflow, from the name of the file.</param>
/// <param name="Definition">Null when the file is no mapping at all.</param>
/// <param name="Problems">By place.</param>
public sealed record ParsedWorkflow(string File, string Name, WorkflowDefinition? Definition, ImmutableArray<Problem> Problems);
