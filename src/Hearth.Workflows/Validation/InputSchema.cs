using System.Text.Json;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Expressions;
using Hearth.Workflows.Schemas;

namespace Hearth.Workflows.Validation;

/// <summary>The schemas of inputs.</summary>
public static class InputSchema
{
    /// <summary>The schema of a workflow's inputs: an object without other properties, in which inputs with a default may be absent.</summary>
    public static JsonSchema Of(WorkflowDefinition workflow) => JsonSchema.ClosedObject(
        workflow.Inputs.DistinctBy(input => input.Name).Select(input => KeyValuePair.Create(input.Name, Of(input))),
        workflow.Inputs.Where(input => input.IsRequired).Select(input => input.Name));

    /// <summary>The schema of one input. It accepts null when null is the default.</summary>
    public static JsonSchema Of(InputDefinition input)
    {
        if (!input.IsTypeKnown)
            return JsonSchema.Anything;

        var isOptional = input.Default is { ValueKind: JsonValueKind.Null };
        var values = input.Choices;
        if (isOptional && values.Length > 0 && !values.Any(value => value.ValueKind == JsonValueKind.Null))
            values = values.Add(JsonOutput.Null);
        return new JsonSchema
        {
            Types = TypesOf(input.Type) | (isOptional ? JsonTypes.Null : JsonTypes.None),
            Values = values,
            Items = input.Items is { } items ? Of(items) : null,
            Minimum = input.Minimum,
            Maximum = input.Maximum,
            Description = input.Description,
            Default = input.Default,
        };
    }

    private static JsonTypes TypesOf(InputType type) => type switch
    {
        InputType.Integer => JsonTypes.Integer,
        InputType.Number => JsonTypes.Number | JsonTypes.Integer,
        InputType.Boolean => JsonTypes.Boolean,
        InputType.List => JsonTypes.Array,
        InputType.Object => JsonTypes.Object,
        _ => JsonTypes.String,
    };
}
