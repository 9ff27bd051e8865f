using System.Runtime.InteropServices;
using System.Text.Json;
using Hearth.Store;
using Hearth.Workers.Protocol;

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

    /// <summary>Stores an array of outputs one after the other; at no time are all of them in memory.</summary>
    public Task<StoredArray> PutArrayAsync(IEnumerable<OutputPart> parts, CancellationToken cancellationToken) => StoredArrayWriter.WriteAsync(content, parts, cancellationToken);

    /// <summary>Some elements of an array, as an array.</summary>
    public JsonElement Get(StoredBlock block)
    {
        var text = new byte[block.Length + 2];
        using var source = content.Open(block.Array);
        source.Position = block.Offset;
        source.ReadExactly(text, 1, (int)block.Length);
        (text[0], text[^1]) = ((byte)'[', (byte)']');
        return JsonElement.Parse(text, WorkerProtocol.Json);
    }

    public JsonElement Get(StoredValue value)
    {
        if (value.Inline is { } inline)
            return inline;
        // Not disposed: the element lives as long as the run's scope needs it, and the collector takes it then.
        return JsonDocument.Parse(content.Get(value.Reference!.Value)).RootElement;
    }
}
