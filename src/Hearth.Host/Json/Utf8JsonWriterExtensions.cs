using System.Buffers;
using System.Text.Json;

namespace Hearth.Host.Json;

/// <summary>Writes members of JSON objects by hand; absent ones are left out. The counterpart of <see cref="JsonElementExtensions"/>.</summary>
internal static class Utf8JsonWriterExtensions
{
    public static void Text(this Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }

    public static void Number(this Utf8JsonWriter writer, string name, long? value)
    {
        if (value is { } number)
            writer.WriteNumber(name, number);
    }

    public static void Element(this Utf8JsonWriter writer, string name, JsonElement? value)
    {
        if (value is not { } element)
            return;
        writer.WritePropertyName(name);
        element.WriteTo(writer);
    }

    public static void List<T>(this Utf8JsonWriter writer, string name, IEnumerable<T> values, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
            write(writer, value);
        writer.WriteEndArray();
    }

    /// <summary>One JSON object, as UTF-8.</summary>
    public static byte[] Object(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
