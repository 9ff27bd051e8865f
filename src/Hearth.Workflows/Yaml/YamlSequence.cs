using System.Collections.Immutable;
using System.Text.Json;
using Hearth.Workflows.Problems;

namespace Hearth.Workflows.Yaml;

/// <summary>A list of nodes.</summary>
public sealed record YamlSequence(SourcePosition Position, ImmutableArray<YamlNode> Items) : YamlNode(Position)
{
    internal override int Size { get; } = 1 + Items.Sum(item => item.Size);

    /// <inheritdoc/>
    public override string Describe() => "a list";

    /// <inheritdoc/>
    public override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var item in Items)
            item.WriteTo(writer);
        writer.WriteEndArray();
    }
}
