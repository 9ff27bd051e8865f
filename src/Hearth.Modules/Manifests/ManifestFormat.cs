using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Hearth.Coherence;

namespace Hearth.Modules.Manifests;

/// <summary>The JSON of a manifest. Written and read by hand: a serializer's start would cost more than all else of a reuse.</summary>
internal static class ManifestFormat
{
    public const int Version = 2;

    public static byte[] Write(Manifest manifest)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("format", Version);
            writer.WriteString("loadKey", manifest.LoadKey.ToString());
            writer.WriteString("image", manifest.Image.ToString());
            writer.WriteStartArray("tasks");
            foreach (var task in manifest.Tasks)
                Write(writer, task);
            writer.WriteEndArray();
            writer.WriteStartArray("warnings");
            foreach (var warning in manifest.Warnings)
                Write(writer, warning);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <returns>The manifest; null when it is damaged or of another format.</returns>
    public static Manifest? Read(byte[] content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            var root = document.RootElement;
            return root.GetProperty("format").GetInt32() == Version
                && Fingerprint.TryParse(root.GetProperty("loadKey").GetString(), out var loadKey)
                && Fingerprint.TryParse(root.GetProperty("image").GetString(), out var image)
                    ? new Manifest(loadKey, image,
                        ReadAll(root.GetProperty("tasks"), ReadTask),
                        ReadAll(root.GetProperty("warnings"), ReadWarning))
                    : null;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Whether a later version of Hearth wrote it.</summary>
    public static bool IsNewer(byte[] content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return document.RootElement.GetProperty("format").GetInt32() > Version;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    private static void Write(Utf8JsonWriter writer, ExtensionDescriptor task)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", KindName(task.Kind));
        writer.WriteString("name", task.Name);
        writer.WriteString("type", task.TypeName);
        writer.WriteString("file", task.File);
        writer.WriteNumber("line", task.Line);
        writer.WriteString("description", task.Description);
        writer.WritePropertyName("input");
        writer.WriteRawValue(task.InputSchema);
        writer.WritePropertyName("output");
        writer.WriteRawValue(task.OutputSchema);
        writer.WriteEndObject();
    }

    /// <summary>A loop, because sequence operators over a struct of the framework have no code until it is made at run time: 8 ms of a start.</summary>
    private static ImmutableArray<T> ReadAll<T>(JsonElement array, Func<JsonElement, T> read) where T : class
    {
        var items = ImmutableArray.CreateBuilder<T>(array.GetArrayLength());
        foreach (var item in array.EnumerateArray())
            items.Add(read(item));
        return items.MoveToImmutable();
    }

    private static ExtensionDescriptor ReadTask(JsonElement task) => new(
        KindOf(Text(task, "kind")), Text(task, "name"), Text(task, "type"), Text(task, "file"), task.GetProperty("line").GetInt32(), task.GetProperty("description").GetString(),
        task.GetProperty("input").GetRawText(), task.GetProperty("output").GetRawText());

    private static void Write(Utf8JsonWriter writer, SourceDiagnostic warning)
    {
        writer.WriteStartObject();
        writer.WriteString("id", warning.Id);
        writer.WriteString("file", warning.File);
        writer.WriteNumber("line", warning.Line);
        writer.WriteNumber("column", warning.Column);
        writer.WriteString("message", warning.Message);
        writer.WriteEndObject();
    }

    private static SourceDiagnostic ReadWarning(JsonElement warning) => new(
        Text(warning, "id"), SourceSeverity.Warning, Text(warning, "file"), warning.GetProperty("line").GetInt32(),
        warning.GetProperty("column").GetInt32(), Text(warning, "message"));

    private static string KindName(ExtensionKind kind) => kind.ToString().ToLowerInvariant();

    private static ExtensionKind KindOf(string name) =>
        Enum.TryParse<ExtensionKind>(name, ignoreCase: true, out var kind) ? kind : throw new FormatException($"'{name}' is no kind of extension.");

    private static string Text(JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null.");
}
