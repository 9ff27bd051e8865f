using System.Text.RegularExpressions;

namespace RepoHealth;

/// <summary>Checks the links of a package's Markdown that lead to files and headings.</summary>
public sealed partial class LinkChecker(PackageFolder package)
{
    private const int Examples = 20;
    private const int LongestTarget = 200;

    private readonly List<BrokenLink> _broken = [];
    private int _checked;
    private int _brokenCount;
    private int _documents;

    public LinkFacts Facts => new(_documents, _checked, _brokenCount, _broken);

    /// <param name="file">The document, from the package's folder.</param>
    /// <param name="text">What it says.</param>
    /// <param name="isCut">Its end was not read, so that headings may be missing.</param>
    public void Check(string file, string text, bool isCut)
    {
        _documents++;
        var document = new MarkdownDocument(text);
        foreach (var link in document.Links)
            if (Why(file, link.Target.Trim(), isCut ? null : document.Anchors) is { } why)
            {
                _brokenCount++;
                if (_broken.Count < Examples)
                    _broken.Add(new BrokenLink(file, link.Line, Text.Clean(link.Target, LongestTarget) ?? "", why));
            }
    }

    private string? Why(string file, string target, IReadOnlySet<string>? anchors)
    {
        if (target.Length == 0 || External().IsMatch(target) || target.Contains("{{", StringComparison.Ordinal))
            return null;
        var hash = target.IndexOf('#', StringComparison.Ordinal);
        var path = (hash < 0 ? target : target[..hash]).Split('?')[0];
        if (path.Length == 0)
            return hash < 0 ? null : Heading(target[(hash + 1)..], anchors);

        _checked++;
        var decoded = Uri.UnescapeDataString(path);
        if (decoded.Contains('\0') || decoded.Length > 1_000)
            return "no such file";
        var folder = decoded.StartsWith('/') ? package.Boundary : Path.GetDirectoryName(Path.Combine(package.Location, file))!;
        var full = Path.GetFullPath(decoded.TrimStart('/'), folder);
        if (!FolderRules.IsInside(package.Boundary, full))
            return Site().IsMatch(decoded) ? null : "leads out of the folder";
        return File.Exists(full) || Directory.Exists(full) ? null : "no such file";
    }

    private string? Heading(string name, IReadOnlySet<string>? anchors)
    {
        if (name.Length == 0 || anchors is null)
            return null;
        _checked++;
        return anchors.Contains(Uri.UnescapeDataString(name)) ? null : "no such heading";
    }

    /// <summary>A scheme, a host, or a place of the machine: not a file of the package.</summary>
    [GeneratedRegex(@"^(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)")]
    private static partial Regex External();

    /// <summary>Readmes link to pages of their host this way, such as <c>../../issues</c>.</summary>
    [GeneratedRegex(@"^(?:\.\./)+(?:issues|pulls?|wiki|releases|discussions|actions|security|projects|blob|tree|compare|commits?|graphs|network|stargazers|tags)(?:/|$)")]
    private static partial Regex Site();
}
