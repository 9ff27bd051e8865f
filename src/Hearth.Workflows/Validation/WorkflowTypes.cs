using Hearth.Workflows.Definitions;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Schemas;

namespace Hearth.Workflows.Validation;

/// <summary>The types of steps and workflows: what they take and what they give. Each is inferred once.</summary>
internal sealed class WorkflowTypes(IReadOnlyDictionary<string, ParsedWorkflow> workflows, IReadOnlyDictionary<string, TaskContract>? tasks)
{
    private readonly Dictionary<string, JsonSchema> _outputs = [];
    private readonly HashSet<string> _inferring = [];

    /// <summary>Null when the tasks are not known.</summary>
    public IReadOnlyDictionary<string, TaskContract>? Tasks => tasks;

    public IReadOnlyDictionary<string, ParsedWorkflow> Workflows => workflows;

    /// <summary>What a step's task or workflow takes for each of its executions.</summary>
    public JsonSchema InputOf(StepDefinition step)
    {
        if (step.Task is { } task)
            return tasks?.GetValueOrDefault(task.Value)?.Input ?? JsonSchema.Anything;
        return Nested(step) is { } nested ? InputSchema.Of(nested) : JsonSchema.Anything;
    }

    /// <summary>What <c>steps.NAME.output</c> is, where this is the step or its last stage.</summary>
    public JsonSchema OutputOf(StepDefinition step) => step.Map is null ? OutputOfOne(step) : JsonSchema.ListOf(OutputOfOne(step));

    /// <summary>What each execution of a step or stage gives.</summary>
    public JsonSchema OutputOfOne(StepDefinition step)
    {
        if (step.Task is { } task)
            return tasks?.GetValueOrDefault(task.Value)?.Output ?? JsonSchema.Anything;
        return Nested(step) is { } nested ? OutputOf(nested) : JsonSchema.Anything;
    }

    /// <summary>The outputs of a workflow as an object. A workflow that runs itself may give anything.</summary>
    public JsonSchema OutputOf(WorkflowDefinition workflow)
    {
        if (_outputs.TryGetValue(workflow.Name, out var known))
            return known;
        if (!_inferring.Add(workflow.Name))
            return JsonSchema.Anything;

        var scope = new TypeScope(workflow, this, new StepGraph(workflow));
        var inference = new TypeInference(scope, new ProblemCollector(workflow.File));
        var properties = workflow.Outputs.Select(output => KeyValuePair.Create(output.Name, inference.Infer(output.Value.Root))).ToList();
        _inferring.Remove(workflow.Name);
        return _outputs[workflow.Name] = JsonSchema.ClosedObject(properties, properties.Select(property => property.Key));
    }

    private WorkflowDefinition? Nested(StepDefinition step) => step.Workflow is { } name ? workflows.GetValueOrDefault(name.Value)?.Definition : null;
}
