using System.Text.RegularExpressions;

namespace RepoHealth;

/// <summary>The links and headings of a Markdown text. Code and comments are ignored.</summary>
public sealed partial class MarkdownDocument
{
    private readonly List<MarkdownLink> _links = [];
    private readonly List<string> _headings = [];
    private readonly HashSet<string> _anchors = new(StringComparer.OrdinalIgnoreCase) { "top" };
    private readonly Dictionary<string, int> _repeats = [];

    public MarkdownDocument(string text)
    {
        var lines = WithoutCode(text);
        for (var index = 0; index < lines.Length; index++)
        {
            var line = lines[index];
            foreach (var target in LinkScanner.Targets(line))
                _links.Add(new MarkdownLink(index + 1, target));
            foreach (Match anchor in Anchor().Matches(line))
                _anchors.Add(anchor.Groups[1].Value);
            if (Heading().Match(line) is { Success: true } heading)
                AddHeading(heading.Groups[1].Value);
            else if (index > 0 && Underline().IsMatch(line) && IsText(lines[index - 1]))
                AddHeading(lines[index - 1]);
        }
    }

    public IReadOnlyList<MarkdownLink> Links => _links;

    public IReadOnlyList<string> Headings => _headings;

    /// <summary>What <c>#name</c> can lead to, as the usual hosts name headings.</summary>
    public IReadOnlySet<string> Anchors => _anchors;

    private static bool IsText(string line) => line.Trim() is { Length: > 0 } text && text[0] is not ('|' or '>' or '-' or '=' or '#');

    private void AddHeading(string heading)
    {
        var text = Decoration().Replace(heading, "$1$2").Trim().TrimEnd('#').TrimEnd();
        _headings.Add(text);
        var slug = string.Concat(text.ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_' || char.IsSurrogate(c)).Select(c => c == ' ' ? '-' : c));
        var repeat = _repeats.GetValueOrDefault(slug);
        _repeats[slug] = repeat + 1;
        _anchors.Add(repeat == 0 ? slug : $"{slug}-{repeat}");
    }

    /// <summary>The lines, with those of fenced code and comments empty, so that line numbers stay.</summary>
    private static string[] WithoutCode(string text)
    {
        var lines = Comment().Replace(text.ReplaceLineEndings("\n"), match => new string('\n', match.Value.Count(c => c == '\n'))).Split('\n');
        string? fence = null;
        for (var index = 0; index < lines.Length; index++)
        {
            var mark = Fence().Match(lines[index]);
            if (fence is null && !mark.Success)
                continue;
            if (fence is null)
                fence = mark.Groups[1].Value;
            else if (mark.Success && mark.Groups[1].Value.StartsWith(fence, StringComparison.Ordinal) && mark.Groups[2].Value.Trim().Length == 0)
                fence = null;
            lines[index] = "";
        }

        return lines;
    }

    [GeneratedRegex(@"^ {0,3}(?:[-*+] +|\d+[.)] +)?(?:> ?)* *(`{3,}|~{3,})(.*)$")]
    private static partial Regex Fence();

    [GeneratedRegex(@"<!--(?:(?!-->)[\s\S])*-->", RegexOptions.None, 2000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^ {0,3}#{1,6}[ \t]+(.*)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^ {0,3}(?:={2,}|-{2,})\s*$")]
    private static partial Regex Underline();

    /// <summary>Links and images give their text to a heading's name, elements nothing.</summary>
    [GeneratedRegex(@"!?\[([^\]\[]*)\](?:\([^()]*\)|\[[^\]]*\])|<[^>]*>|[*`]+|(?<=^|\s)_([^_]+)_(?=\s|$)")]
    private static partial Regex Decoration();

    [GeneratedRegex("""<[a-z][a-z0-9]*\b[^>]*?\b(?:id|name)\s*=\s*["']?([^"'\s>]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Anchor();
}
