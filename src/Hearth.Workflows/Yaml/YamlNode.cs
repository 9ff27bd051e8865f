using System.Buffers;
using System.Text.Json;
using Hearth.Workflows.Expressions;
using Hearth.Workflows.Problems;

namespace Hearth.Workflows.Yaml;

/// <summary>A node of a YAML document with its place in the file. Immutable; an alias is the node of its anchor.</summary>
public abstract record YamlNode(SourcePosition Position)
{
    /// <summary>How many nodes this one is when every alias is written out. Limits expansion bombs.</summary>
    internal abstract int Size { get; }

    /// <summary>What it is, for messages: <c>a list</c>, <c>the number 5</c>, <c>'abc'</c>.</summary>
    public abstract string Describe();

    /// <summary>Writes the node as JSON, with the scalars of the YAML 1.2 core schema.</summary>
    public abstract void WriteTo(Utf8JsonWriter writer);

    /// <summary>The node as JSON.</summary>
    public JsonElement ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, JsonOutput.Writer))
            WriteTo(writer);
        return JsonElement.Parse(buffer.WrittenSpan);
    }
}
