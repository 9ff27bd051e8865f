using System.Text.Json;
using Hearth.Host.Json;
using Hearth.Store;
using Hearth.Workers.Protocol;
using Hearth.Workflows.Definitions;

namespace Hearth.Host.Runs;

/// <summary>Writes the results of items as JSON Lines: <c>{index, status, stage?, output?, error?, attempts, seconds}</c>.</summary>
/// <param name="content">Where large outputs are.</param>
/// <param name="values">The same, one by one.</param>
internal sealed class ItemResultLines(ContentStore content, ValueStore values)
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Writes the items of a log entry that lie in a range.</summary>
    public void Write(Stream stream, LogEntry entry, long from, long to)
    {
        var data = RunEventCodec.Data(entry);
        var first = entry.Item ?? 0;
        if (data.Results is { } results)
        {
            var index = 0;
            foreach (var output in results.Each())
            {
                if (first + index >= from && first + index < to)
                    Write(stream, first + index, "succeeded", output, null, entry.Attempt ?? 1, results.Microseconds[index] / 1e6);
                index++;
            }
        }
        else if (data.Block is { } block)
        {
            var item = first;
            foreach (var output in Outputs(block))
            {
                if (item >= from && item < to)
                    Write(stream, item, "reused", output, null, 0, 0);
                item++;
            }
        }
        else
        {
            var status = entry.Kind == "item-reused" ? "reused" : data.Error is null ? "succeeded" : "failed";
            Write(stream, first, status, data.Stored is { } stored ? values.Get(stored) : null, data, entry.Attempt ?? 0, data.Seconds ?? 0,
                // Of what failed it says where.
                data.Error is null || entry.Step is not { } step || StageDefinition.StepOf(step) is var whole && whole == step ? null : step[(whole.Length + 1)..]);
        }
    }

    private static void Write(Stream stream, long item, string status, JsonElement? output, EventData? data, int attempts, double seconds, string? stage = null)
    {
        using (var writer = new Utf8JsonWriter(stream, Compact))
        {
            writer.WriteStartObject();
            writer.WriteNumber("index", item);
            writer.WriteString("status", status);
            writer.Text("stage", stage);
            writer.Element("output", output);
            AttemptErrorJson.Write(writer, "error", data?.Error);
            writer.WriteNumber("attempts", attempts);
            writer.WriteNumber("seconds", seconds);
            writer.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    private JsonElement.ArrayEnumerator Outputs(StoredBlock block)
    {
        var bytes = new byte[block.Length + 2];
        bytes[0] = (byte)'[';
        bytes[^1] = (byte)']';
        using (var file = content.Open(block.Array))
        {
            file.Position = block.Offset;
            file.ReadExactly(bytes.AsSpan(1, (int)block.Length));
        }

        return JsonElement.Parse(bytes, WorkerProtocol.Json).EnumerateArray();
    }
}
