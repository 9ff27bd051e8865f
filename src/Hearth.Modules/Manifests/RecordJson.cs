using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Hearth.Coherence;

namespace Hearth.Modules.Manifests;

/// <summary>The JSON of records. Written and read by hand: a serializer's start would cost more than all else of a reuse.</summary>
internal static class RecordJson
{
    public const int Version = 3;

    public static byte[] Write(ModuleRecord record) => Write(writer => WriteMembers(writer, record));

    public static byte[] Write(ProgramRecord record) => Write(writer =>
    {
        writer.WriteStartArray("modules");
        foreach (var module in record.Modules)
        {
            writer.WriteStartObject();
            writer.WriteString("name", module.Name);
            WriteTexts(writer, "files", module.Files);
            writer.WriteStartArray("extensions");
            foreach (var extension in module.Extensions)
                ExtensionJson.Write(writer, extension);
            writer.WriteEndArray();
            WriteMembers(writer, module.Record);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    public static byte[] Write(PluginRecord record) => Write(writer =>
    {
        writer.WriteStartArray("extensions");
        foreach (var extension in record.Extensions)
            ExtensionJson.Write(writer, extension);
        writer.WriteEndArray();
    });

    /// <returns>Null when it is damaged or of another format.</returns>
    public static PluginRecord? ReadPlugin(byte[] content) => Read(content, root => new PluginRecord(ReadAll(root.GetProperty("extensions"), ExtensionJson.Read), []));

    /// <returns>Null when it is damaged or of another format.</returns>
    public static ModuleRecord? ReadModule(byte[] content) => Read(content, ReadMembers);

    /// <returns>Null when it is damaged or of another format.</returns>
    public static ProgramRecord? ReadProgram(byte[] content) => Read(content, root => new ProgramRecord(ReadAll(root.GetProperty("modules"), module =>
        new ProgramModule(Text(module, "name"), ReadTexts(module, "files"), ReadAll(module.GetProperty("extensions"), ExtensionJson.Read), ReadMembers(module)))));

    /// <summary>Whether a later version of Hearth wrote it.</summary>
    public static bool IsNewer(byte[] content) => FormatOf(content) > Version;

    /// <summary>The format; null when it is damaged.</summary>
    public static int? FormatOf(byte[] content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return document.RootElement.GetProperty("format").GetInt32();
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            return null;
        }
    }

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("format", Version);
            members(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static T? Read<T>(byte[] content, Func<JsonElement, T> read) where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return document.RootElement.GetProperty("format").GetInt32() == Version ? read(document.RootElement) : null;
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            return null;
        }
    }

    private static bool IsDamage(Exception exception) => exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException;

    private static void WriteMembers(Utf8JsonWriter writer, ModuleRecord record)
    {
        writer.WriteString("compileKey", record.CompileKey.ToString());
        writer.WriteString("image", record.Image.ToString());
        writer.WriteString("symbols", record.Symbols.ToString());
        writer.WriteString("surface", record.Surface.ToString());
        WriteTexts(writer, "references", record.References);
        WriteTexts(writer, "surfaceReferences", record.SurfaceReferences);
        writer.WriteStartArray("warnings");
        foreach (var warning in record.Warnings)
            Write(writer, warning);
        writer.WriteEndArray();
    }

    private static ModuleRecord ReadMembers(JsonElement module) => new(
        Key(module, "compileKey"), Key(module, "image"), Key(module, "symbols"), Key(module, "surface"),
        ReadTexts(module, "references"), ReadTexts(module, "surfaceReferences"), ReadAll(module.GetProperty("warnings"), ReadWarning));

    private static void WriteTexts(Utf8JsonWriter writer, string name, ImmutableArray<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    private static ImmutableArray<string> ReadTexts(JsonElement element, string name) =>
        ReadAll(element.GetProperty(name), item => item.GetString() ?? throw new FormatException($"'{name}' holds a null."));

    /// <summary>A loop, because sequence operators over a struct of the framework have no code until it is made at run time: 8 ms of a start.</summary>
    private static ImmutableArray<T> ReadAll<T>(JsonElement array, Func<JsonElement, T> read) where T : class
    {
        var items = ImmutableArray.CreateBuilder<T>(array.GetArrayLength());
        foreach (var item in array.EnumerateArray())
            items.Add(read(item));
        return items.MoveToImmutable();
    }

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

    private static Fingerprint Key(JsonElement element, string name) =>
        Fingerprint.TryParse(element.GetProperty(name).GetString(), out var key) ? key : throw new FormatException($"'{name}' is no fingerprint.");

    private static string Text(JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null.");
}
