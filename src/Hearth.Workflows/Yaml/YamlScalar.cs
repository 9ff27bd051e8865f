using System.Text.Json;
using Hearth.Workflows.Problems;

namespace Hearth.Workflows.Yaml;

/// <summary>A single value. <see cref="Value"/> is its text without quotes and escapes.</summary>
public sealed record YamlScalar(SourcePosition Position, string Value, YamlScalarStyle Style) : YamlNode(Position)
{
    /// <summary>What the text means; anything not plain is a text.</summary>
    public YamlScalarKind Kind { get; init; } = Style == YamlScalarStyle.Plain ? CoreSchema.KindOf(Value) : YamlScalarKind.Text;

    /// <summary>The text as it stands in the file, quotes included; null when the scalar was made otherwise.</summary>
    internal string? Raw { get; init; }

    internal override int Size => 1;

    /// <summary>Where a character of <see cref="Value"/> stands in the file.</summary>
    public SourcePosition PositionOf(int offset)
    {
        var positions = ScalarPositions.Of(this);
        return positions[Math.Clamp(offset, 0, positions.Length - 1)];
    }

    /// <summary>Like <see cref="PositionOf"/>, for many characters: the text is walked once, at the first question.</summary>
    internal Func<int, SourcePosition> PositionsOf()
    {
        SourcePosition[]? positions = null;
        return offset =>
        {
            positions ??= ScalarPositions.Of(this);
            return positions[Math.Clamp(offset, 0, positions.Length - 1)];
        };
    }

    /// <inheritdoc/>
    public override string Describe() => Kind switch
    {
        YamlScalarKind.Null => "nothing",
        YamlScalarKind.Boolean or YamlScalarKind.Integer or YamlScalarKind.Number => $"the {Kind.ToString().ToLowerInvariant()} {Value}",
        _ => $"'{(Value.Length > 60 ? string.Concat(Value.AsSpan(0, 57), "...") : Value)}'",
    };

    /// <inheritdoc/>
    public override void WriteTo(Utf8JsonWriter writer)
    {
        switch (Kind)
        {
            case YamlScalarKind.Null:
                writer.WriteNullValue();
                break;
            case YamlScalarKind.Boolean:
                writer.WriteBooleanValue(CoreSchema.IsTrue(Value));
                break;
            case YamlScalarKind.Integer:
                writer.WriteRawValue(CoreSchema.Integer(Value).ToString());
                break;
            case YamlScalarKind.Number:
                writer.WriteNumberValue(CoreSchema.Number(Value));
                break;
            default:
                writer.WriteStringValue(Value);
                break;
        }
    }
}
