using System.Collections.Immutable;
using System.Text.Json;
using Hearth.Host.Results;

namespace Hearth.Host.Runs;

/// <summary>What to run.</summary>
/// <param name="Workflow">The workflow's name.</param>
/// <param name="Arguments">Inputs as typed: <c>NAME=VALUE</c>.</param>
/// <param name="Inputs">Inputs as a JSON object; arguments win.</param>
/// <param name="InputsFile">Where <paramref name="Inputs"/> comes from, for messages.</param>
public sealed record RunRequest(string Workflow, ImmutableArray<string> Arguments, JsonElement? Inputs, string InputsFile)
{
    /// <summary>Earlier runs of the workflow, the newest first: what they executed with the same code and input is taken over from them. None executes everything.</summary>
    public ImmutableArray<string> Previous { get; init; } = [];

    /// <summary>A task and its items, instead of a workflow.</summary>
    public MapRequest? Map { get; init; }

    /// <summary>The steps that take nothing over.</summary>
    public FreshSteps Fresh { get; init; } = FreshSteps.None;
}
