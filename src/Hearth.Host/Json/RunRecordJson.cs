using System.Text.Json;
using Hearth.Host.Runs;

namespace Hearth.Host.Json;

/// <summary>What a run's row keeps as JSON: how it was started and what came out. The names are part of the stored format.</summary>
internal static class RunRecordJson
{
    public static byte[] Write(RunStart start) => Utf8JsonWriterExtensions.Object(writer =>
    {
        writer.WriteString("definitions", start.Definitions);
        writer.Element("inputs", start.Inputs);
        writer.Text("code", start.Code);
        FreshStepsJson.Write(writer, start.Fresh);
    });

    public static RunStart ReadStart(ReadOnlySpan<byte> text)
    {
        var start = JsonElement.Parse(text);
        return new RunStart(start.RequiredText("definitions"), start.GetProperty("inputs"), start.Text("code")) { Fresh = FreshStepsJson.Read(start) };
    }

    public static byte[] Write(RunResult result) => Utf8JsonWriterExtensions.Object(writer =>
    {
        writer.Element("outputs", result.Outputs);
        writer.Text("error", result.Error);
    });

    public static RunResult? ReadResult(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return null;
        var result = JsonElement.Parse(text);
        return new RunResult(result.Member("outputs"), result.Text("error"));
    }

    /// <summary>Texts of definition files by path.</summary>
    public static byte[] Write(IReadOnlyDictionary<string, string> texts) => Utf8JsonWriterExtensions.Object(writer =>
    {
        foreach (var (file, text) in texts.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            writer.WriteString(file, text);
    });

    public static Dictionary<string, string> ReadTexts(ReadOnlySpan<byte> text) =>
        JsonElement.Parse(text).EnumerateObject().ToDictionary(file => file.Name, file => file.Value.GetString()!);
}
