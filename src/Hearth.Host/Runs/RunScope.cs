using System.Collections.Concurrent;
using System.Text.Json;
using Hearth.Workflows.Expressions;
using Hearth.Workflows.Runs;

namespace Hearth.Host.Runs;

/// <summary>What the expressions of a run see. Steps that ended do not change, so that several attempts may read at once.</summary>
internal sealed class RunScope(string runId, DateTimeOffset created, JsonElement inputs) : IEvaluationScope
{
    private readonly ConcurrentDictionary<string, StepValue> _steps = new();

    public JsonElement Inputs { get; set; } = inputs;

    public JsonElement? Item => null;

    public long? Index => null;

    public string RunId => runId;

    public DateOnly RunDate => DateOnly.FromDateTime(created.UtcDateTime);

    public StepValue? Step(string name) => _steps.GetValueOrDefault(name);

    public string? Environment(string name) => System.Environment.GetEnvironmentVariable(name);

    /// <summary>Makes a step's output visible.</summary>
    public void Publish(string step, StepStatus status, JsonElement output) => Publish(step, new StepValue(Words.Of(status), output));

    /// <summary>Makes a step's output visible; a large one is read when an expression needs it.</summary>
    public void Publish(string step, StepStatus status, StoredValue output, ValueStore values) => Publish(step, output.Reference is { } reference
        ? new StepValue(Words.Of(status), reference.ToString(), () => values.Get(output))
        : new StepValue(Words.Of(status), output.Inline!.Value));

    /// <summary>A retry makes steps undone.</summary>
    public void Clear() => _steps.Clear();

    /// <summary>The same, as one item of a mapped step sees it.</summary>
    /// <param name="item">The item.</param>
    /// <param name="index">Its position.</param>
    /// <param name="stage">What an earlier stage gave for it, by the stage's name; null where there are no stages.</param>
    public IEvaluationScope ForItem(JsonElement item, long index, Func<string, JsonElement?>? stage = null) => new ItemScope(this, item, index, stage);

    private void Publish(string step, StepValue value) => _steps[step] = value;

    private sealed class ItemScope(RunScope run, JsonElement item, long index, Func<string, JsonElement?>? stage) : IEvaluationScope
    {
        public JsonElement Inputs => run.Inputs;

        public JsonElement? Item => item;

        public long? Index => index;

        public string RunId => run.RunId;

        public DateOnly RunDate => run.RunDate;

        public StepValue? Step(string name) => run.Step(name);

        public JsonElement? Stage(string name) => stage?.Invoke(name);

        public string? Environment(string name) => run.Environment(name);
    }
}
