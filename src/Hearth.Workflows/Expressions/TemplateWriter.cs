using System.Text;
using System.Text.Json;

namespace Hearth.Workflows.Expressions;

/// <summary>Writes parts of templates as JSON.</summary>
internal static class TemplateWriter
{
    public static void Write(TemplateNode node, Utf8JsonWriter writer, Evaluator evaluator)
    {
        switch (node)
        {
            case { ConstantJson: { } json }:
                writer.WriteRawValue(json, skipInputValidation: true);
                break;
            case ExpressionNode expression:
                evaluator.Evaluate(expression.Expression).Write(writer);
                break;
            case TextNode text:
                writer.WriteStringValue(Insert(text, evaluator));
                break;
            default:
                WriteStructure(node, writer, evaluator, Write);
                break;
        }
    }

    /// <summary>The text with the values of its expressions inserted.</summary>
    public static string Insert(TextNode text, Evaluator evaluator)
    {
        var result = new StringBuilder();
        foreach (var part in text.Parts)
            result.Append(part.Expression is { } expression ? evaluator.Evaluate(expression).ToText() : part.Text);
        return result.ToString();
    }

    /// <summary>Writes a constant, or the brackets and names of a list or object; the children by the given action.</summary>
    public static void WriteStructure<T>(TemplateNode node, Utf8JsonWriter writer, T state, Action<TemplateNode, Utf8JsonWriter, T> writeChild)
    {
        switch (node)
        {
            case ConstantNode constant:
                constant.Value.WriteTo(writer);
                break;
            case ListNode list:
                writer.WriteStartArray();
                foreach (var item in list.Items)
                    writeChild(item, writer, state);
                writer.WriteEndArray();
                break;
            case ObjectNode mapping:
                writer.WriteStartObject();
                foreach (var property in mapping.Properties)
                {
                    writer.WritePropertyName(property.EncodedName);
                    writeChild(property.Value, writer, state);
                }

                writer.WriteEndObject();
                break;
            default:
                throw new InvalidOperationException("A template with problems cannot be evaluated.");
        }
    }
}
