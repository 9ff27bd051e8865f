using System.Text.Json;
using Hearth.Workflows.Expressions;

namespace Hearth.Workflows.Tests;

/// <summary>A scope with values given as JSON.</summary>
internal sealed record TestScope : IEvaluationScope
{
    public JsonElement Inputs { get; init; } = JsonElement.Parse("{}");

    public Dictionary<string, StepValue> Steps { get; init; } = [];

    public JsonElement? Item { get; init; }

    public long? Index { get; init; }

    public string RunId { get; init; } = "run-1";

    public DateOnly RunDate { get; init; } = new(2026, 2, 3);

    public Dictionary<string, string> Variables { get; init; } = [];

    public Dictionary<string, JsonElement> Stages { get; init; } = [];

    public StepValue? Step(string name) => Steps.GetValueOrDefault(name);

    public JsonElement? Stage(string name) => Stages.TryGetValue(name, out var output) ? output : null;

    public string? Environment(string name) => Variables.GetValueOrDefault(name);
}
