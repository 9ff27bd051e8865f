using System.Text.Json;
using Hearth.Host.Results;

namespace Hearth.Host.Runs;

/// <summary>What a run was started with.</summary>
/// <param name="Definitions">The file in the content store with the texts of all workflows that it may use.</param>
/// <param name="Inputs">Its inputs, complete.</param>
/// <param name="Code">The file in the content store with the code that it keeps; null where it takes the newest.</param>
internal sealed record RunStart(string Definitions, JsonElement Inputs, string? Code)
{
    /// <summary>The steps that take nothing over, also when the run is taken up again.</summary>
    public FreshSteps Fresh { get; init; } = FreshSteps.None;
}

/// <summary>What came out of a run.</summary>
/// <param name="Outputs">The workflow's outputs.</param>
/// <param name="Error">Why it has none.</param>
internal sealed record RunResult(JsonElement? Outputs, string? Error);
