using System.Text.RegularExpressions;

namespace RepoHealth;

/// <summary>Looks into the readme of a package.</summary>
public static partial class ReadmeInspector
{
    public static ReadmeFacts? Inspect(FolderScan scan, string boundary)
    {
        var file = scan.Files
            .Where(file => file.IsAtRoot && Path.GetFileNameWithoutExtension(file.Name).Equals("README", StringComparison.OrdinalIgnoreCase))
            .MinBy(file => file.Extension switch { ".md" or ".markdown" => 0, ".rst" or ".adoc" => 1, ".txt" or "" => 2, _ => 3 });
        if (file is null)
            return null;
        var text = FileText.Read(file.Location, boundary).Content;
        var headings = new MarkdownDocument(text).Headings;
        return new ReadmeFacts(file.Name, text.Trim().Length, headings.Count, headings.Any(heading => Usage().IsMatch(heading)));
    }

    [GeneratedRegex(@"\b(?:install|installation|installing|usage|using|use|getting started|quick ?start|set ?up|how to|examples?|configuration|run|running)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Usage();
}
