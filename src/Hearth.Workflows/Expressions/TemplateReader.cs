using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hearth.Workflows.Problems;
using Hearth.Workflows.Yaml;

namespace Hearth.Workflows.Expressions;

/// <summary>Reads a YAML value with expressions in it. Every error is reported.</summary>
internal static class TemplateReader
{
    private const string Open = "${{";

    public static TemplateNode Read(YamlNode node, ProblemCollector problems) => Seal(node switch
    {
        YamlMapping mapping => new ObjectNode(mapping.Position, [.. mapping.Entries.Select(entry => ReadProperty(entry, problems))]),
        YamlSequence sequence => new ListNode(sequence.Position, [.. sequence.Items.Select(item => Read(item, problems))]),
        YamlScalar { Kind: YamlScalarKind.Text } scalar when scalar.Value.Contains(Open) => ReadText(scalar, problems),
        _ => new ConstantNode(node.Position, node.ToJson()),
    });

    /// <summary>Computes the JSON of a part whose children are all constant.</summary>
    public static TemplateNode Seal(TemplateNode node)
    {
        if (node is ExpressionNode or TextNode or BrokenNode || !node.Children.All(child => child.IsConstant))
            return node;

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, JsonOutput.Writer))
            TemplateWriter.WriteStructure(node, writer, 0, static (child, writer, _) => writer.WriteRawValue(child.ConstantJson, skipInputValidation: true));
        return node with { ConstantJson = buffer.WrittenSpan.ToArray() };
    }

    private static TemplateProperty ReadProperty(YamlEntry entry, ProblemCollector problems)
    {
        if (entry.Name.Contains(Open))
            problems.Add(ProblemIds.ExpressionSyntax, entry.Key.Position, "A key cannot be an expression");
        return new TemplateProperty(
            entry.Key.Position, entry.Name, JsonEncodedText.Encode(entry.Name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping), Read(entry.Value, problems));
    }

    private static TemplateNode ReadText(YamlScalar scalar, ProblemCollector problems)
    {
        var text = scalar.Value;
        var positionOf = scalar.PositionsOf();
        var parts = ImmutableArray.CreateBuilder<TextPart>();
        var literal = new StringBuilder();
        var offset = 0;
        var isBroken = false;
        while (text.IndexOf(Open, offset, StringComparison.Ordinal) is var open and >= 0)
        {
            // $${{ stands for ${{
            if (open > offset && text[open - 1] == '$')
            {
                literal.Append(text, offset, open - 1 - offset).Append(Open);
                offset = open + Open.Length;
                continue;
            }

            literal.Append(text, offset, open - offset);
            var expression = ExpressionReader.Read(text, open + Open.Length, inTemplate: true, positionOf, problems, out var end);
            if (expression is null)
            {
                // On to the next one, so that all errors are reported at once.
                var close = text.IndexOf("}}", open, StringComparison.Ordinal);
                isBroken = true;
                if (close < 0)
                    break;
                offset = close + 2;
                continue;
            }

            if (literal.Length > 0)
                parts.Add(new TextPart(literal.ToString(), null));
            literal.Clear();
            parts.Add(new TextPart(null, expression));
            offset = end;
        }

        if (isBroken)
            return new BrokenNode(scalar.Position);
        literal.Append(text, offset, text.Length - offset);
        if (parts.Count == 0)
            return new ConstantNode(scalar.Position, Value.Of(literal.ToString()).ToElement());
        if (parts is [{ Expression: { } only }] && (literal.Length == 0 || IsBlockEnd(scalar, literal)))
            return new ExpressionNode(scalar.Position, only);
        if (literal.Length > 0)
            parts.Add(new TextPart(literal.ToString(), null));
        return new TextNode(scalar.Position, parts.ToImmutable());
    }

    // A block scalar ends with a line break that nobody wrote on purpose.
    private static bool IsBlockEnd(YamlScalar scalar, StringBuilder rest) =>
        scalar.Style is YamlScalarStyle.Literal or YamlScalarStyle.Folded && rest.ToString() == "\n";
}
