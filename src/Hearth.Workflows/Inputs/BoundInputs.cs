using System.Collections.Immutable;
using System.Text.Json;
using Hearth.Workflows.Problems;

namespace Hearth.Workflows.Inputs;

/// <summary>The inputs of a run, or why there are none.</summary>
/// <param name="Values">An object with every input of the workflow, in the order of its file; null when there are problems.</param>
/// <param name="Problems">Everything that is wrong.</param>
public sealed record BoundInputs(JsonElement? Values, ImmutableArray<Problem> Problems);
