using System.Collections.Immutable;
using System.Text.Json;
using Hearth.Workflows.Problems;

namespace Hearth.Workflows.Expressions;

/// <summary>A part of a template. Constant parts carry their JSON, serialised once.</summary>
internal abstract record TemplateNode(SourcePosition Position)
{
    /// <summary>The JSON of a part without expressions; null when it has some.</summary>
    public byte[]? ConstantJson { get; init; }

    public bool IsConstant => ConstantJson is not null;

    public virtual IEnumerable<TemplateNode> Children => [];

    /// <summary>The expressions of this part and of those within.</summary>
    public IEnumerable<Expression> Expressions() => this switch
    {
        ExpressionNode expression => [expression.Expression],
        TextNode text => text.Parts.Select(part => part.Expression).OfType<Expression>(),
        _ => Children.SelectMany(child => child.Expressions()),
    };
}

/// <summary>A text with an expression that could not be read. It may be anything, and it is never evaluated.</summary>
internal sealed record BrokenNode(SourcePosition Position) : TemplateNode(Position);

/// <summary>A single constant.</summary>
internal sealed record ConstantNode(SourcePosition Position, JsonElement Value) : TemplateNode(Position);

/// <summary>A text that is exactly one expression: keeps the type of the value.</summary>
internal sealed record ExpressionNode(SourcePosition Position, Expression Expression) : TemplateNode(Position);

/// <summary>A text with expressions in it.</summary>
internal sealed record TextNode(SourcePosition Position, ImmutableArray<TextPart> Parts) : TemplateNode(Position);

/// <summary>Either literal text or an expression.</summary>
internal readonly record struct TextPart(string? Text, Expression? Expression);

internal sealed record ListNode(SourcePosition Position, ImmutableArray<TemplateNode> Items) : TemplateNode(Position)
{
    public override IEnumerable<TemplateNode> Children => Items;
}

internal sealed record ObjectNode(SourcePosition Position, ImmutableArray<TemplateProperty> Properties) : TemplateNode(Position)
{
    public override IEnumerable<TemplateNode> Children => Properties.Select(property => property.Value);
}

internal sealed record TemplateProperty(SourcePosition Position, string Name, JsonEncodedText EncodedName, TemplateNode Value);
