using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Hearth.Workflows.Definitions;
using Hearth.Workflows.Expressions;
using Hearth.Workflows.Yaml;

namespace Hearth.Workflows.Following;

/// <summary>Writes parts of definitions in one form: without places and descriptions, and in no order but where the order means something.</summary>
internal static class MeaningText
{
    /// <param name="step">The step.</param>
    /// <param name="nested">The meaning of the workflow that it runs; null for a task.</param>
    public static string Of(StepDefinition step, string? nested) => Text(writer =>
    {
        writer.WriteString("task", step.Task?.Value);
        writer.WriteString("workflow", step.Workflow?.Value);
        writer.WriteString("nested", nested);
        Names(writer, "needs", step.Needs.Select(need => need.Value));
        writer.WriteString("when", step.When?.ToString());
        Template(writer, "map", step.Map?.Over);
        writer.WriteString("after", step.Stage?.After);
        writer.WriteString("concurrency", step.Map?.Concurrency?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (step.Map is { } map)
            Map(writer, map);
        Template(writer, "with", step.With);
        writer.WriteString("retry", step.Retry.ToString());
        writer.WriteString("timeout", step.Timeout?.ToString());
        writer.WriteString("isolation", step.Isolation?.ToString());
        writer.WriteString("store", step.Store?.Value);
        writer.WriteBoolean("cache", step.Cache is not null);
        Templates(writer, "files", step.Cache?.Files ?? []);
        Templates(writer, "folders", step.Cache?.Folders ?? []);
        Names(writer, "exclude", step.Cache?.Exclude ?? []);
        Names(writer, "environment", step.Cache?.Environment ?? []);
        writer.WriteBoolean("continue-on-error", step.ContinueOnError);
    });

    private static void Map(Utf8JsonWriter writer, MapDefinition map)
    {
        writer.WriteBoolean("file", map.IsFile);
        writer.WriteString("filter", map.Filter?.ToString());
        writer.WriteString("limit", map.Limit?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        writer.WriteString("not-succeeded-in", map.NotSucceededIn);
        writer.WriteString("batch-size", map.BatchSize?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        writer.WriteString("batch-timeout", map.BatchTimeout?.ToString());
        writer.WriteNumber("quarantine", map.Quarantine);
        Template(writer, "out", map.Out);
        writer.WriteString("order", map.Order.ToString());
    }

    /// <summary>The keys of a workflow beside its steps, each with what it means.</summary>
    public static ImmutableArray<(string Key, string Text)> KeysOf(WorkflowDefinition workflow) =>
    [
        ("code", EnumText.Name(workflow.Code)),
        ("definition", EnumText.Name(workflow.Policy)),
        ("isolation", EnumText.Name(workflow.Isolation)),
        ("inputs", Text(writer => Inputs(writer, workflow.Inputs))),
        ("outputs", Text(writer =>
        {
            foreach (var output in workflow.Outputs.OrderBy(output => output.Name, StringComparer.Ordinal))
                Template(writer, output.Name, output.Value);
        })),
        ("reports", Text(writer => Names(writer, "reports", workflow.Reports.Select(report => report.Value)))),
    ];

    private static void Inputs(Utf8JsonWriter writer, IEnumerable<InputDefinition> inputs)
    {
        foreach (var input in inputs.OrderBy(input => input.Name, StringComparer.Ordinal))
        {
            writer.WriteStartObject(input.Name);
            writer.WriteString("type", EnumText.Name(input.Type));
            Json(writer, "default", input.Default);
            writer.WriteStartArray("enum");
            foreach (var choice in input.Choices)
                Json(writer, choice);
            writer.WriteEndArray();
            writer.WriteString("minimum", input.Minimum?.ToString("R", System.Globalization.CultureInfo.InvariantCulture));
            writer.WriteString("maximum", input.Maximum?.ToString("R", System.Globalization.CultureInfo.InvariantCulture));
            Inputs(writer, input.Items is { } items ? [items] : []);
            writer.WriteEndObject();
        }
    }

    private static void Templates(Utf8JsonWriter writer, string name, IEnumerable<ValueTemplate> templates) =>
        Names(writer, name, templates.Select(template => Text(inner => Template(inner, "each", template))));

    private static void Template(Utf8JsonWriter writer, string name, ValueTemplate? template)
    {
        writer.WritePropertyName(name);
        if (template is null)
            writer.WriteNullValue();
        else
            Node(writer, template.Root);
    }

    /// <summary>Each kind of node under a name of its own: a text that looks like an expression is none.</summary>
    private static void Node(Utf8JsonWriter writer, TemplateNode node)
    {
        writer.WriteStartObject();
        switch (node)
        {
            case ConstantNode constant:
                Json(writer, "value", constant.Value);
                break;
            case ExpressionNode expression:
                writer.WriteString("expression", ExpressionPrinter.Print(expression.Expression));
                break;
            case TextNode text:
                writer.WriteStartArray("text");
                foreach (var part in text.Parts)
                {
                    writer.WriteBooleanValue(part.Expression is null);
                    writer.WriteStringValue(part.Expression is { } inserted ? ExpressionPrinter.Print(inserted) : part.Text);
                }

                writer.WriteEndArray();
                break;
            case ListNode list:
                writer.WriteStartArray("list");
                foreach (var item in list.Items)
                    Node(writer, item);
                writer.WriteEndArray();
                break;
            case ObjectNode mapping:
                writer.WriteStartObject("object");
                foreach (var property in mapping.Properties.OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.EncodedName);
                    Node(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            default:
                throw new InvalidOperationException("A definition with problems has no meaning.");
        }

        writer.WriteEndObject();
    }

    private static void Json(Utf8JsonWriter writer, string name, JsonElement? value)
    {
        writer.WritePropertyName(name);
        // That there is no default differs from the default null.
        writer.WriteStartArray();
        if (value is { } given)
            Json(writer, given);
        writer.WriteEndArray();
    }

    private static void Json(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    Json(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    Json(writer, item);
                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static void Names(Utf8JsonWriter writer, string name, IEnumerable<string> names)
    {
        writer.WriteStartArray(name);
        foreach (var each in names.Distinct().Order(StringComparer.Ordinal))
            writer.WriteStringValue(each);
        writer.WriteEndArray();
    }

    private static string Text(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, JsonOutput.Writer))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
