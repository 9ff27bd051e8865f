using System.Text.Json;
using Hearth.Host.Runs;
using Hearth.Modules;
using Hearth.Workers.Protocol;

namespace Hearth.Host.Json;

/// <summary>The code that a run keeps, as JSON. The names are part of the stored format; paths within the workspace are kept relative to it.</summary>
internal static class PinnedCodeJson
{
    public static byte[] Write(IEnumerable<TaskVersion> versions, string root) => Utf8JsonWriterExtensions.Object(writer =>
    {
        var known = versions.OrderBy(version => version.Descriptor.Name, StringComparer.Ordinal).ToList();
        writer.WriteStartArray("modules");
        foreach (var module in known.SelectMany(version => version.Modules).DistinctBy(module => module.Key))
            WriteModule(writer, module, root);
        writer.WriteEndArray();
        writer.WriteStartArray("tasks");
        foreach (var version in known)
            WriteTask(writer, version);
        writer.WriteEndArray();
    });

    public static TaskCode Read(ReadOnlySpan<byte> text, string root)
    {
        var code = JsonElement.Parse(text);
        var modules = code.GetProperty("modules").EnumerateArray().Select(module => ReadModule(module, root)).ToDictionary(module => module.Key, StringComparer.Ordinal);
        return new TaskCode([.. code.GetProperty("tasks").EnumerateArray().Select(task => ReadTask(task, modules))]);
    }

    /// <summary>The names of the assemblies' files.</summary>
    public static IEnumerable<string> ReadAssemblies(ReadOnlySpan<byte> text) =>
        [.. JsonElement.Parse(text).GetProperty("modules").EnumerateArray().Select(module => Path.GetFileName(module.RequiredText("assembly")))];

    private static void WriteModule(Utf8JsonWriter writer, ModuleMessage module, string root)
    {
        writer.WriteStartObject();
        writer.WriteString("key", module.Key);
        writer.WriteString("name", module.Name);
        writer.WriteString("assembly", Path.GetRelativePath(root, module.Assembly));
        writer.WriteStartObject("references");
        foreach (var (name, key) in module.References.OrderBy(reference => reference.Key, StringComparer.Ordinal))
            writer.WriteString(name, key);
        writer.WriteEndObject();
        writer.WriteStartArray("dependencies");
        foreach (var dependency in module.Dependencies)
            writer.WriteStringValue(dependency);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static ModuleMessage ReadModule(JsonElement module, string root) => new(module.RequiredText("key"), module.RequiredText("name"),
        Path.GetFullPath(module.RequiredText("assembly"), root),
        module.GetProperty("references").EnumerateObject().ToDictionary(reference => reference.Name, reference => reference.Value.GetString()!, StringComparer.Ordinal),
        [.. module.GetProperty("dependencies").EnumerateArray().Select(path => path.GetString()!)]);

    private static void WriteTask(Utf8JsonWriter writer, TaskVersion version)
    {
        writer.WriteStartObject();
        writer.WriteString("name", version.Descriptor.Name);
        writer.WriteString("type", version.Descriptor.TypeName);
        writer.WriteString("file", version.Descriptor.File);
        writer.WriteNumber("line", version.Descriptor.Line);
        writer.Text("description", version.Descriptor.Description);
        writer.WritePropertyName("input");
        writer.WriteRawValue(version.Descriptor.InputSchema);
        writer.WritePropertyName("output");
        writer.WriteRawValue(version.Descriptor.OutputSchema);
        writer.WriteStartArray("modules");
        foreach (var module in version.Modules)
            writer.WriteStringValue(module.Key);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static TaskVersion ReadTask(JsonElement task, Dictionary<string, ModuleMessage> modules)
    {
        var descriptor = new ExtensionDescriptor(ExtensionKind.Task, task.RequiredText("name"), task.RequiredText("type"), task.RequiredText("file"),
            task.GetProperty("line").GetInt32(), task.Text("description"), task.GetProperty("input").GetRawText(), task.GetProperty("output").GetRawText());
        return TaskVersion.Of(descriptor, [.. task.GetProperty("modules").EnumerateArray().Select(key => modules[key.GetString()!])]);
    }
}
