using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Hearth.Workers.Json;

/// <summary>JSON in one form: properties in the order of their names, nothing between the tokens. Numbers stay as they were written.</summary>
public static class CanonicalJson
{
    /// <summary>As text.</summary>
    public static string Of(JsonElement value) => Encoding.UTF8.GetString(BytesOf(value).Span);

    /// <summary>As UTF-8.</summary>
    public static ReadOnlyMemory<byte> BytesOf(JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            Write(writer, value);
        return buffer.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
