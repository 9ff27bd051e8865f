using System.Text.Json;

namespace Hearth.Modules.Manifests;

/// <summary>The JSON of a descriptor.</summary>
internal static class ExtensionJson
{
    public static void Write(Utf8JsonWriter writer, ExtensionDescriptor extension)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", Name(extension.Kind));
        writer.WriteString("name", extension.Name);
        writer.WriteString("type", extension.TypeName);
        writer.WriteString("file", extension.File);
        writer.WriteNumber("line", extension.Line);
        writer.WriteString("description", extension.Description);
        writer.WritePropertyName("input");
        writer.WriteRawValue(extension.InputSchema);
        writer.WritePropertyName("output");
        writer.WriteRawValue(extension.OutputSchema);
        writer.WriteEndObject();
    }

    public static ExtensionDescriptor Read(JsonElement extension) => new(
        Kind(Text(extension, "kind")), Text(extension, "name"), Text(extension, "type"), Text(extension, "file"), extension.GetProperty("line").GetInt32(),
        extension.GetProperty("description").GetString(), extension.GetProperty("input").GetRawText(), extension.GetProperty("output").GetRawText());

    private static string Name(ExtensionKind kind) => kind switch
    {
        ExtensionKind.Task => "task",
        ExtensionKind.Resource => "resource",
        ExtensionKind.Vault => "vault",
        ExtensionKind.Store => "store",
        _ => "report",
    };

    private static ExtensionKind Kind(string name) => name switch
    {
        "task" => ExtensionKind.Task,
        "resource" => ExtensionKind.Resource,
        "vault" => ExtensionKind.Vault,
        "store" => ExtensionKind.Store,
        "report" => ExtensionKind.Report,
        _ => throw new FormatException($"'{name}' is no kind of extension."),
    };

    private static string Text(JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null.");
}
