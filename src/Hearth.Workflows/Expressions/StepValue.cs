using System.Text.Json;

namespace Hearth.Workflows.Expressions;

/// <summary>How a step ended and what it gave.</summary>
/// <param name="Status"><c>succeeded</c>, <c>failed</c> or <c>skipped</c>.</param>
/// <param name="Output">Its output; JSON null when there is none.</param>
public sealed record StepValue(string Status, JsonElement Output);
