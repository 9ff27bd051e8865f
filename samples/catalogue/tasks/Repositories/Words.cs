using System.Text;
using System.Text.Json;

namespace Catalogue;

/// <summary>Texts that others wrote, made fit for a line.</summary>
public static class Words
{
    /// <summary>One line without control characters, of at most so many characters; null when nothing is left.</summary>
    public static string? Clean(string? text, int limit = 200)
    {
        var clean = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            // They turn the direction of what follows.
            if (rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069))
                continue;
            if (clean.Length >= limit)
                return clean.Append('…').ToString();
            if (!Rune.IsWhiteSpace(rune) && !Rune.IsControl(rune))
                clean.Append(rune.ToString());
            else if (clean.Length > 0 && clean[^1] != ' ')
                clean.Append(' ');
        }

        return clean.ToString().TrimEnd() is { Length: > 0 } line ? line : null;
    }

    /// <summary><c>1 file</c>, <c>2 files</c>.</summary>
    public static string Plural(long count, string one, string? many = null) => $"{count} {(count == 1 ? one : many ?? one + "s")}";

    /// <summary>The text that a JSON value is; null when it is another kind of value.</summary>
    public static string? Text(this JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, written as an escape.
            return null;
        }
    }

    /// <summary>The text of a member; null when there is none.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member.Text() : null;
}
