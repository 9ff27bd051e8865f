using System.Runtime.InteropServices;
using System.Text.Json;
using Hearth.Host.Runs;
using Hearth.Workers.Protocol;

namespace Hearth.Host.Json;

/// <summary>The data of a log entry as JSON and back. The names are part of the stored format.</summary>
internal static class EventDataJson
{
    public static byte[] Write(EventData data) => Utf8JsonWriterExtensions.Object(writer =>
    {
        writer.Text("worker", data.Worker);
        writer.Text("code", data.Code);
        writer.Text("input", data.Input);
        writer.Element("sources", data.Sources);
        writer.Text("sourcesReference", data.SourcesReference);
        writer.Text("run", data.Run);
        writer.Text("status", data.Status);
        if (data.Transient is { } transient)
            writer.WriteBoolean("transient", transient);
        if (data.Seconds is { } seconds)
            writer.WriteNumber("seconds", seconds);
        writer.Element("value", data.Value);
        writer.Text("reference", data.Reference);
        writer.Number("offset", data.Offset);
        writer.Number("length", data.Length);
        AttemptErrorJson.Write(writer, "error", data.Error);
        writer.Number("items", data.Items);
        writer.Number("quarantine", data.Quarantine);
        writer.Text("out", data.Out);
        if (data.Results is { } results)
        {
            writer.WritePropertyName("outputs");
            // Written by a worker, and read as JSON before.
            writer.WriteRawValue(results.Outputs.Span, skipInputValidation: true);
            writer.List("microseconds", results.Microseconds, (list, microseconds) => list.WriteNumberValue(microseconds));
            writer.WriteString("inputs", results.Inputs);
        }

        writer.Text("reason", data.Reason);
        writer.Text("from", data.From);
        if (data.Continued is { } continued)
            writer.List("continued", continued, (list, attempt) =>
            {
                list.WriteStartObject();
                list.WriteString("step", attempt.Step);
                list.WriteNumber("item", attempt.Item);
                list.WriteEndObject();
            });
        writer.Text("definitions", data.Definitions);
        if (data.Drift is { } drift)
            DefinitionDriftJson.Write(writer, drift);
    });

    public static EventData Read(ReadOnlySpan<byte> text)
    {
        var data = JsonElement.Parse(text, WorkerProtocol.Json);
        return new EventData
        {
            Worker = data.Text("worker"),
            Code = data.Text("code"),
            Input = data.Text("input"),
            Sources = data.Member("sources"),
            SourcesReference = data.Text("sourcesReference"),
            Run = data.Text("run"),
            Status = data.Text("status"),
            Transient = data.Member("transient")?.GetBoolean(),
            Seconds = data.Member("seconds")?.GetDouble(),
            // A value may be null itself.
            Value = data.TryGetProperty("value", out var value) ? value : null,
            Reference = data.Text("reference"),
            Offset = data.Long("offset"),
            Length = data.Long("length"),
            Error = AttemptErrorJson.Read(data.Member("error")),
            Items = data.Long("items"),
            Quarantine = (int?)data.Long("quarantine"),
            Out = data.Text("out"),
            Results = data.Member("outputs") is { } outputs
                ? new ItemResults(JsonMarshal.GetRawUtf8Value(outputs).ToArray(), [.. data.GetProperty("microseconds").EnumerateArray().Select(microseconds => microseconds.GetInt64())], data.Text("inputs") ?? "")
                : null,
            Reason = data.Text("reason"),
            From = data.Text("from"),
            Continued = data.Member("continued") is null ? null
                : data.List("continued", attempt => new ContinuedAttempt(attempt.RequiredText("step"), attempt.Long("item") ?? 0)),
            Definitions = data.Text("definitions"),
            Drift = data.Member("definitions") is null ? null : DefinitionDriftJson.Read(data),
        };
    }
}
