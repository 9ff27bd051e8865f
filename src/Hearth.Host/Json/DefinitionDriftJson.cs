using System.Collections.Immutable;
using System.Text.Json;
using Hearth.Workflows.Following;

namespace Hearth.Host.Json;

/// <summary>How two definitions differ, as members of an object. The names are part of the stored format; a list without entries is not written.</summary>
internal static class DefinitionDriftJson
{
    public static void Write(Utf8JsonWriter writer, DefinitionDrift drift)
    {
        Names(writer, "added", drift.Added);
        Names(writer, "removed", drift.Removed);
        Names(writer, "changed", drift.Changed);
        Names(writer, "keys", drift.Keys);
    }

    public static DefinitionDrift Read(JsonElement element) =>
        new(Names(element, "added"), Names(element, "removed"), Names(element, "changed"), Names(element, "keys"));

    private static void Names(Utf8JsonWriter writer, string name, ImmutableArray<string> names)
    {
        if (!names.IsEmpty)
            writer.List(name, names, (list, each) => list.WriteStringValue(each));
    }

    private static ImmutableArray<string> Names(JsonElement element, string name) => element.List(name, each => each.GetString()!);
}
