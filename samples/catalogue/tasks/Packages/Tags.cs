using System.Text.RegularExpressions;

namespace Catalogue;

/// <summary>Brings keywords of many hands into one spelling.</summary>
public static partial class Tags
{
    private const int Most = 8, Longest = 30;

    public static IReadOnlyList<string> Of(params IEnumerable<string?> words) =>
        [.. words.SelectMany(word => (word ?? "").Split('/', ',')).Select(Spell).Where(tag => tag.Length is > 1 and <= Longest).Distinct().Take(Most)];

    private static string Spell(string word) => Other().Replace(word.Trim().ToLowerInvariant(), "-").Trim('-');

    [GeneratedRegex(@"[^\p{L}\p{Nd}.+#]+")]
    private static partial Regex Other();
}
