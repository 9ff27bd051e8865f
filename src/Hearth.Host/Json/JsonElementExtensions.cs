using System.Collections.Immutable;
using System.Text.Json;

namespace Hearth.Host.Json;

/// <summary>
/// Reads members of JSON objects by hand. The serializer would do it in one line, but what it makes at run time for each type costs a command
/// that is over in 80 ms another 60.
/// </summary>
internal static class JsonElementExtensions
{
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    public static string? Text(this JsonElement element, string name) => element.Member(name)?.GetString();

    public static string RequiredText(this JsonElement element, string name) => element.Text(name) ?? throw new JsonException($"The member '{name}' is missing.");

    public static long? Long(this JsonElement element, string name) => element.Member(name)?.GetInt64();

    public static int Int(this JsonElement element, string name) => element.Member(name)?.GetInt32() ?? 0;

    public static double Double(this JsonElement element, string name) => element.Member(name)?.GetDouble() ?? 0;

    public static bool Boolean(this JsonElement element, string name) => element.Member(name)?.GetBoolean() ?? false;

    public static ImmutableArray<T> List<T>(this JsonElement element, string name, Func<JsonElement, T> read) where T : class
    {
        if (element.Member(name) is not { } list)
            return [];
        var values = ImmutableArray.CreateBuilder<T>(list.GetArrayLength());
        foreach (var value in list.EnumerateArray())
            values.Add(read(value));
        return values.MoveToImmutable();
    }
}
