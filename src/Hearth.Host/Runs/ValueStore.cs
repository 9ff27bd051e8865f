using System.Runtime.InteropServices;
using System.Text.Json;
using Hearth.Store;

namespace Hearth.Host.Runs;

/// <summary>Values of runs: small ones stay in the log, large ones are files in the content store.</summary>
internal sealed class ValueStore(ContentStore content)
{
    /// <summary>The largest value that stays in the log, in bytes.</summary>
    private const int LargestInline = 16 * 1024;

    public StoredValue Put(JsonElement value)
    {
        var bytes = JsonMarshal.GetRawUtf8Value(value);
        return bytes.Length <= LargestInline ? new StoredValue(value, null) : new StoredValue(null, content.Put(bytes));
    }

    /// <summary>Stores an array of values one after the other; at no time are all of them in memory.</summary>
    public async Task<StoredValue> PutArrayAsync(IEnumerable<StoredValue?> items, CancellationToken cancellationToken)
    {
        var reference = await content.PutAsync(async (stream, token) =>
        {
            await using var writer = new Utf8JsonWriter(stream);
            writer.WriteStartArray();
            foreach (var item in items)
            {
                if (item is null)
                    writer.WriteNullValue();
                else
                    Write(writer, item);
                if (writer.BytesPending > 64 * 1024)
                    await writer.FlushAsync(token);
            }

            writer.WriteEndArray();
        }, cancellationToken);
        return new StoredValue(null, reference);
    }

    public JsonElement Get(StoredValue value)
    {
        if (value.Inline is { } inline)
            return inline;
        // Not disposed: the element lives as long as the run's scope needs it, and the collector takes it then.
        return JsonDocument.Parse(content.Get(value.Reference!.Value)).RootElement;
    }

    private void Write(Utf8JsonWriter writer, StoredValue value)
    {
        if (value.Inline is { } inline)
            inline.WriteTo(writer);
        else
            writer.WriteRawValue(content.Get(value.Reference!.Value), skipInputValidation: true);
    }
}
