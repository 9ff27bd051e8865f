using System.Text.Json;

namespace RepoHealth;

/// <summary>Reads JSON that others wrote: what is missing or of another kind is null.</summary>
public static class JsonReading
{
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : null;

    public static string? Text(this JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // Half of a surrogate pair, written as an escape.
        }
    }

    public static string? Text(this JsonElement element, string name) => element.Member(name)?.Text();

    public static int Count(this JsonElement element, string name) => element.Member(name) switch
    {
        { ValueKind: JsonValueKind.Object } member => member.GetPropertyCount(),
        { ValueKind: JsonValueKind.Array } member => member.GetArrayLength(),
        _ => 0,
    };
}
