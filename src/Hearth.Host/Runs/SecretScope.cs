using System.Text.Json;
using Hearth.Workflows.Expressions;

namespace Hearth.Host.Runs;

/// <summary>What the expressions of an attempt's input see: secrets too.</summary>
internal sealed class SecretScope(IEvaluationScope scope, string vault, IReadOnlyDictionary<string, string?> secrets) : IEvaluationScope
{
    public JsonElement Inputs => scope.Inputs;

    public JsonElement? Item => scope.Item;

    public long? Index => scope.Index;

    public string RunId => scope.RunId;

    public DateOnly RunDate => scope.RunDate;

    public string Vault => vault;

    public StepValue? Step(string name) => scope.Step(name);

    public JsonElement? Stage(string name) => scope.Stage(name);

    public string? Environment(string name) => scope.Environment(name);

    public string? Secret(string name) => secrets.GetValueOrDefault(name);
}
