using System.Text;

namespace RepoHealth;

/// <summary>Makes text that others wrote fit for a line of a report.</summary>
public static class Text
{
    /// <summary>One line without control characters, of at most so many characters; never half of a surrogate pair.</summary>
    public static string? Clean(string? text, int limit = 200)
    {
        if (text is null)
            return null;
        var clean = new StringBuilder();
        var space = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                space = clean.Length > 0;
                continue;
            }

            if (rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069))
                continue; // They turn the direction of what follows.
            if (clean.Length >= limit)
                return clean.Append('…').ToString();
            if (space)
                clean.Append(' ');
            space = false;
            clean.Append(rune.ToString());
        }

        return clean.Length == 0 ? null : clean.ToString();
    }

    /// <summary><c>1 file</c>, <c>2 files</c>.</summary>
    public static string Plural(long count, string one, string? many = null) => $"{count} {(count == 1 ? one : many ?? one + "s")}";
}
