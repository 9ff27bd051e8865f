using System.Collections.Immutable;
using System.Text.Json;
using Hearth.Workflows.Problems;

namespace Hearth.Workflows.Yaml;

/// <summary>A mapping, in the order of the file. Keys are texts and occur once.</summary>
public sealed record YamlMapping(SourcePosition Position, ImmutableArray<YamlEntry> Entries) : YamlNode(Position)
{
    internal override int Size { get; } = 1 + Entries.Sum(entry => 1 + entry.Value.Size);

    /// <summary>The entry with this key, or null.</summary>
    public YamlEntry? Find(string key)
    {
        foreach (var entry in Entries)
        {
            if (entry.Name == key)
                return entry;
        }

        return null;
    }

    /// <inheritdoc/>
    public override string Describe() => "a mapping";

    /// <inheritdoc/>
    public override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var entry in Entries)
        {
            writer.WritePropertyName(entry.Name);
            entry.Value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
