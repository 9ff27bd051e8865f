using System.Text.Json;
using Hearth.Workflows.Schemas;

namespace Hearth.Workflows.Tests;

/// <summary>The tasks that the workflows of tests and of the error pages use.</summary>
internal static class SampleTasks
{
    public static readonly IReadOnlyDictionary<string, TaskContract> All = new[]
    {
        Task(
            "discover",
            """{ "type": "object", "properties": { "folder": { "type": "string" }, "depth": { "type": "integer" } }, "required": ["folder"] }""",
            """
            { "type": "object", "required": ["packages", "root"],
              "properties": { "packages": { "type": "array", "items": { "$ref": "#/$defs/Package" } }, "root": { "type": ["string", "null"] } },
              "$defs": { "Package": { "type": "object", "title": "Package", "required": ["name", "size"],
                "properties": { "name": { "type": "string" }, "size": { "type": "integer" }, "needs": { "type": "array", "items": { "$ref": "#/$defs/Package" } } } } } }
            """),
        Task(
            "inspect",
            """
            { "type": "object", "required": ["package"],
              "properties": { "package": { "type": "object", "properties": { "name": { "type": "string" }, "size": { "type": "integer" } }, "required": ["name"] },
                "position": { "type": "integer" } } }
            """,
            """{ "type": "object", "properties": { "path": { "type": "string" }, "score": { "type": "number" } }, "required": ["path", "score"] }"""),
        Task("notify", """{ "type": "object", "properties": { "text": { "type": "string" } }, "required": ["text"] }""", "{}"),
        Task("count", """{ "type": "object", "properties": { "number": { "type": "integer" } } }""", """{ "type": "integer" }"""),
    }.ToDictionary(task => task.Name);

    private static TaskContract Task(string name, string input, string output) =>
        new(name, name, $"tasks/{name}.cs", 1, JsonSchema.Parse(JsonElement.Parse(input)), JsonSchema.Parse(JsonElement.Parse(output)), null);
}
