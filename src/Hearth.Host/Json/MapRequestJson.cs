using System.Text.Json;
using Hearth.Host.Runs;
using Hearth.Workflows.Definitions;

namespace Hearth.Host.Json;

/// <summary>A <see cref="MapRequest"/> as JSON and back.</summary>
internal static class MapRequestJson
{
    public static void Write(Utf8JsonWriter writer, MapRequest map)
    {
        writer.WriteString("task", map.Task);
        writer.WriteString("items", map.Items);
        writer.Number("workers", map.Workers);
        writer.Number("batchSize", map.BatchSize);
        writer.Number("itemTimeout", map.ItemTimeout?.Ticks);
        writer.Number("batchTimeout", map.BatchTimeout?.Ticks);
        writer.WriteNumber("retry", map.Retry);
        writer.Text("out", map.Out);
        writer.WriteBoolean("byCompletion", map.Order == ResultOrder.Completion);
        writer.Text("filter", map.Filter);
        writer.Number("limit", map.Limit);
        writer.WriteBoolean("onlyFailed", map.OnlyFailed);
        writer.WriteBoolean("cache", map.Cache);
    }

    public static MapRequest Read(JsonElement map) => new(map.RequiredText("task"), map.RequiredText("items"))
    {
        Workers = (int?)map.Long("workers"),
        BatchSize = (int?)map.Long("batchSize"),
        ItemTimeout = map.Long("itemTimeout") is { } item ? TimeSpan.FromTicks(item) : null,
        BatchTimeout = map.Long("batchTimeout") is { } batch ? TimeSpan.FromTicks(batch) : null,
        Retry = (int)(map.Long("retry") ?? 0),
        Out = map.Text("out"),
        Order = map.Boolean("byCompletion") ? ResultOrder.Completion : ResultOrder.Input,
        Filter = map.Text("filter"),
        Limit = map.Long("limit"),
        OnlyFailed = map.Boolean("onlyFailed"),
        Cache = map.Boolean("cache"),
    };
}
