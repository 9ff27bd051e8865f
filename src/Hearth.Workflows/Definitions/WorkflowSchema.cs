using System.Text.Json;
using System.Text.Json.Nodes;
using Hearth.Workflows.Expressions;

namespace Hearth.Workflows.Definitions;

/// <summary>The JSON Schema of workflow files, for editors. Made from the same tables that the parser reads with.</summary>
public static class WorkflowSchema
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JsonOutput.Writer.Encoder };

    /// <summary>The schema as indented JSON, with a line break at its end.</summary>
    public static string Generate()
    {
        var schema = Table(WorkflowKeys.Workflow);
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "Hearth workflow");
        var step = Table(WorkflowKeys.Step);
        step["oneOf"] = JsonNode.Parse("""
            [{ "required": ["task"] }, { "required": ["workflow"] }, { "required": ["map"], "properties": {
              "map": { "type": "object", "required": ["steps"] }, "with": false, "retry": false, "timeout": false, "store": false, "cache": false } }]
            """);
        schema["$defs"] = new JsonObject
        {
            ["name"] = new JsonObject { ["type"] = "string", ["pattern"] = WorkflowKeys.NamePattern },
            ["duration"] = new JsonObject { ["type"] = "string", ["pattern"] = "^ *([0-9.]+(d|h|ms|m|s))+ *$" },
            ["inputOrType"] = new JsonObject
            {
                ["anyOf"] = new JsonArray(JsonNode.Parse(WorkflowKeys.Input.Keys.Single(key => key.Name == "type").Schema), Reference("input")),
            },
            ["input"] = Table(WorkflowKeys.Input),
            ["step"] = step,
            ["map"] = Table(WorkflowKeys.Map),
            ["stage"] = Table(WorkflowKeys.Stage),
            ["cache"] = Table(WorkflowKeys.Cache),
            ["retry"] = Table(WorkflowKeys.Retry),
        };
        return schema.ToJsonString(s_indented) + "\n";
    }

    private static JsonObject Table(KeyTable table)
    {
        var properties = new JsonObject();
        foreach (var key in table.Keys)
        {
            var value = JsonNode.Parse(key.Schema) as JsonObject ?? [];
            value.Insert(0, "description", key.Description);
            properties[key.Name] = value;
        }

        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (table.Required.Length > 0)
            schema["required"] = new JsonArray([.. table.Required.Select(name => JsonValue.Create(name))]);
        return schema;
    }

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/$defs/{name}" };
}
