using System.Text.RegularExpressions;

namespace Catalogue;

/// <summary>Finds the readme, and takes a description from it where nothing else has one.</summary>
public static partial class Readme
{
    public static string? File(IEnumerable<string> files) => files.FirstOrDefault(file => Name().IsMatch(file));

    /// <summary>The first lines that are plain text.</summary>
    public static string? Description(IEnumerable<string> lines) =>
        Words.Clean(string.Join(' ', lines.Select(line => line.Trim()).SkipWhile(line => !IsText(line)).TakeWhile(IsText)), 300);

    /// <summary>Pictures that it shows, as they are written.</summary>
    public static IEnumerable<string> Pictures(IEnumerable<string> lines) => lines.SelectMany(line => Picture().Matches(line)).Select(match => match.Groups[1].Value);

    private static bool IsText(string line) => line.Length > 0 && char.IsLetterOrDigit(line[0]);

    [GeneratedRegex(@"^README(?:\.\w+)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Name();

    [GeneratedRegex(@"!\[[^\]]*\]\(([^)\s]+)")]
    private static partial Regex Picture();
}
