using Hearth.Workflows.Problems;

namespace Hearth.Workflows.Yaml;

/// <summary>What the YAML parser does not say well by itself.</summary>
internal static class TextCheck
{
    /// <summary>
    /// The first character that no YAML file may hold. The parser would take a NUL for the end of the file, and half of a surrogate pair
    /// cannot be written as JSON.
    /// </summary>
    public static (SourcePosition Position, string Name)? FindForbidden(string text)
    {
        var line = 1;
        var lineStart = 0;
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (character == '\n' || (character == '\r' && !(index + 1 < text.Length && text[index + 1] == '\n')))
                (line, lineStart) = (line + 1, index + 1);
            else if (character is < ' ' and not '\t' and not '\r' or '\x7f')
                return (new SourcePosition(line, index - lineStart + 1), $"The control character U+{(int)character:X4}");
            else if (char.IsHighSurrogate(character) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
                index++;
            else if (char.IsSurrogate(character))
                return (new SourcePosition(line, index - lineStart + 1), "Half of a surrogate pair");
        }

        return null;
    }

    /// <summary>The parser's message and place, or the usual cause where a line shows it.</summary>
    public static (SourcePosition Position, string Message) Explain(string message, string text, SourcePosition start, int lastLine)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var number = start.Line; number <= Math.Min(lastLine + 1, lines.Length); number++)
        {
            var line = lines[number - 1];
            var tab = line.AsSpan(0, line.Length - line.AsSpan().TrimStart().Length).IndexOf('\t');
            if (tab >= 0)
                return (new SourcePosition(number, tab + 1), "The text is not YAML: the line is indented with a tab, and YAML allows spaces only");
        }

        var first = start.Line <= lines.Length ? lines[start.Line - 1] : "";
        if (first.Contains("${{") && first.AsSpan(0, first.IndexOf("${{", StringComparison.Ordinal)).ContainsAny('{', '['))
            return (start, "The text is not YAML: inside { } and [ ] an expression must be in quotes: \"${{ ... }}\"");
        return (start, $"The text is not YAML: {message}");
    }
}
