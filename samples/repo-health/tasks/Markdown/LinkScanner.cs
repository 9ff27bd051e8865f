using System.Text;
using System.Text.RegularExpressions;

namespace RepoHealth;

/// <summary>Finds where the links of a line lead: inline ones, images, definitions and those of HTML.</summary>
public static partial class LinkScanner
{
    /// <summary>A longer line is no prose.</summary>
    private const int LongestLine = 20_000;

    public static IEnumerable<string> Targets(string line)
    {
        if (line.Length is 0 or > LongestLine)
            return [];
        var prose = WithoutCode(line);
        var targets = Inline(prose);
        if (Definition().Match(prose) is { Success: true } definition)
            targets.Add(definition.Groups[1].Value.Trim('<', '>'));
        targets.AddRange(Html().Matches(prose).Select(match => match.Groups[1].Value));
        return targets;
    }

    /// <summary>Text between equally many backticks is code; backticks that are not closed are text.</summary>
    private static string WithoutCode(string line)
    {
        if (!line.Contains('`'))
            return line;
        var prose = new StringBuilder();
        for (var at = 0; at < line.Length;)
        {
            var ticks = Run(line, at);
            var end = ticks == 0 ? -1 : Closing(line, at + ticks, ticks);
            if (end >= 0)
            {
                at = end;
                continue;
            }

            var length = Math.Max(ticks, 1);
            prose.Append(line, at, length);
            at += length;
        }

        return prose.ToString();
    }

    private static int Run(string line, int at)
    {
        var end = at;
        while (end < line.Length && line[end] == '`')
            end++;
        return end - at;
    }

    private static int Closing(string line, int from, int ticks)
    {
        for (var at = line.IndexOf('`', from); at >= 0; at = line.IndexOf('`', at))
        {
            var run = Run(line, at);
            at += run;
            if (run == ticks)
                return at;
            if (at >= line.Length)
                break;
        }

        return -1;
    }

    private static List<string> Inline(string prose)
    {
        var targets = new List<string>();
        var open = 0;
        for (var at = 0; at < prose.Length; at++)
        {
            if (prose[at] == '\\')
                at++;
            else if (prose[at] == '[')
                open++;
            else if (prose[at] == ']' && open > 0)
            {
                open--;
                if (at + 1 < prose.Length && prose[at + 1] == '(' && Target(prose, at + 2) is { } target)
                    targets.Add(target);
            }
        }

        return targets;
    }

    /// <summary>What stands in the parentheses of a link without its title, or null when they are not closed.</summary>
    private static string? Target(string prose, int from)
    {
        while (from < prose.Length && prose[from] == ' ')
            from++;
        if (from < prose.Length && prose[from] == '<')
            return prose.IndexOf('>', from) is var end and > 0 ? prose[(from + 1)..end] : null;

        var depth = 0;
        for (var at = from; at < prose.Length; at++)
        {
            if (prose[at] == '\\')
                at++;
            else if (prose[at] is ' ' or '\t')
                return prose.IndexOf(')', at) >= 0 ? Unescape(prose[from..at]) : null;
            else if (prose[at] == '(')
                depth++;
            else if (prose[at] == ')' && depth-- == 0)
                return Unescape(prose[from..at]);
        }

        return null;
    }

    private static string Unescape(string target) => Escape().Replace(target, "$1");

    [GeneratedRegex(@"\\([^\w\s])")]
    private static partial Regex Escape();

    [GeneratedRegex(@"^ {0,3}\[(?!\^)[^\]]+\]:[ \t]*(<[^>]*>|\S+)")]
    private static partial Regex Definition();

    [GeneratedRegex("""<(?:a|img)\b[^>]*?\b(?:href|src)\s*=\s*["']([^"'>]+)["']""", RegexOptions.IgnoreCase)]
    private static partial Regex Html();
}
