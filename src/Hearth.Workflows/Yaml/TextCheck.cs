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

    /// <summary>The parser's message, with the usual cause where the line shows it.</summary>
    public static string Explain(string message, string text, SourcePosition position)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var line = position.Line <= lines.Length ? lines[position.Line - 1] : "";
        var indentation = line.AsSpan(0, line.Length - line.AsSpan().TrimStart().Length);
        if (indentation.Contains('\t'))
            return "The text is not YAML: the line is indented with a tab, and YAML allows spaces only";
        if (line.Contains("${{") && line.AsSpan(0, line.IndexOf("${{", StringComparison.Ordinal)).ContainsAny('{', '['))
            return "The text is not YAML: inside { } and [ ] an expression must be in quotes: \"${{ ... }}\"";
        return $"The text is not YAML: {message}";
    }
}
