using System.Text.RegularExpressions;

namespace Catalogue;

/// <summary>A rule about lines of text.</summary>
/// <param name="Files">Which files: their names, or ends of them such as <c>.js</c>; none for all.</param>
/// <param name="Pattern">What is found.</param>
public sealed record TextRule(string Name, Severity Severity, IReadOnlyList<string> Files, Regex Pattern, string Message)
{
    public bool IsAbout(string file) => Files.Count == 0 || Files.Any(end => end.StartsWith('.') ? file.EndsWith(end, StringComparison.OrdinalIgnoreCase) : Path.GetFileName(file) == end);

    public IEnumerable<Finding> Check(string file, IReadOnlyList<string> lines)
    {
        for (var line = 0; line < lines.Count; line++)
            if (Pattern.IsMatch(lines[line]))
                yield return new Finding(Name, Severity, Message, file, line + 1);
    }
}
