using System.Text.Json;
using Hearth.Host.Views;

namespace Hearth.Host.Json;

/// <summary>What a run did with newer definitions as JSON and back.</summary>
internal static class DefinitionViewJson
{
    public static void Write(Utf8JsonWriter writer, DefinitionView definition)
    {
        writer.WriteStartObject("definition");
        writer.WriteString("policy", definition.Policy);
        writer.List("changes", definition.Changes, (list, change) =>
        {
            list.WriteStartObject();
            list.WriteString("at", change.At);
            DefinitionDriftJson.Write(list, change.Drift);
            list.WriteEndObject();
        });
        writer.WriteEndObject();
    }

    public static DefinitionView Read(JsonElement definition) => new(definition.RequiredText("policy"),
        definition.List("changes", change => new DefinitionChangeView(change.Member("at")?.GetDateTimeOffset() ?? default, DefinitionDriftJson.Read(change))));
}
