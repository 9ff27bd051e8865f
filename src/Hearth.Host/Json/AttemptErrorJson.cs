using System.Text.Json;
using Hearth.Workers.Protocol;

namespace Hearth.Host.Json;

/// <summary>An attempt's error as JSON and back.</summary>
internal static class AttemptErrorJson
{
    public static void Write(Utf8JsonWriter writer, string name, AttemptError? error)
    {
        if (error is null)
            return;
        writer.WriteStartObject(name);
        writer.WriteString("id", error.Id);
        writer.WriteString("message", error.Message);
        writer.Text("type", error.Type);
        if (error.Transient)
            writer.WriteBoolean("transient", true);
        if (error.Frames.Count > 0)
            writer.List("frames", error.Frames, WriteFrame);
        Write(writer, "inner", error.Inner);
        writer.WriteEndObject();
    }

    public static AttemptError? Read(JsonElement? error) => error is not { } value ? null : new AttemptError(value.RequiredText("id"), value.RequiredText("message"),
        value.Text("type"), value.Boolean("transient"), value.List("frames", ReadFrame), Read(value.Member("inner")));

    private static void WriteFrame(Utf8JsonWriter writer, ErrorFrame frame)
    {
        writer.WriteStartObject();
        writer.WriteString("method", frame.Method);
        writer.Text("file", frame.File);
        if (frame.Line > 0)
            writer.WriteNumber("line", frame.Line);
        writer.Text("source", frame.Source);
        // Only what has no line yet can be looked up later.
        if (frame is { File: null, Module: { } module })
        {
            writer.WriteString("module", module);
            writer.WriteNumber("token", frame.Token);
            writer.WriteNumber("offset", frame.Offset);
        }

        writer.WriteEndObject();
    }

    private static ErrorFrame ReadFrame(JsonElement frame) => new(frame.RequiredText("method"), frame.Text("file"), frame.Int("line"), frame.Text("source"),
        frame.Text("module"), frame.Int("token"), frame.Int("offset"));
}
