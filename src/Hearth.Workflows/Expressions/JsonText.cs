using System.Text.Json;

namespace Hearth.Workflows.Expressions;

/// <summary>Reads JSON that came from outside.</summary>
internal static class JsonText
{
    /// <summary>Parses a text. Throws <see cref="JsonException"/> also for what <see cref="IsReadable"/> refuses.</summary>
    public static JsonElement Parse(string text)
    {
        var value = JsonElement.Parse(text, JsonOutput.Reader);
        return IsReadable(value) ? value : throw new JsonException("A text in it has half of a surrogate pair.");
    }

    /// <summary>
    /// Whether every name and text in it can be read. JSON may escape half of a surrogate pair; the parser accepts it, and only reading the
    /// text fails, which would be far from here.
    /// </summary>
    public static bool IsReadable(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString() is not null,
                JsonValueKind.Array => value.EnumerateArray().All(IsReadable),
                JsonValueKind.Object => value.EnumerateObject().All(property => property.Name is not null && IsReadable(property.Value)),
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
