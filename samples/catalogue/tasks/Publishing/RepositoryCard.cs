namespace Catalogue;

/// <summary>Writes one repository as a card.</summary>
public static class RepositoryCard
{
    public static void Write(Html page, CatalogueItem item)
    {
        page.Add($"<article data-tags=\"{string.Join(' ', item.Tags)}\">");
        Picture(page, item);
        page.Add($"<div class=\"body\"><h2>");
        if (item.Url.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            page.Add($"<a href=\"{item.Url}\" rel=\"noopener noreferrer\">{item.Name}</a>");
        else
            page.Add($"{item.Name}");
        if (item.Version is not null)
            page.Add($" <small>{item.Version}</small>");
        page.Add($"</h2><p>{item.Description ?? "It does not say what it is."}</p><ul class=\"tags\">");
        foreach (var tag in item.Tags)
            page.Add($"<li>{tag}</li>");
        page.Add($"</ul>");
        Facts(page, item);
        page.Add($"</div>");
        Findings(page, item);
        page.Add($"</article>\n");
    }

    /// <summary>Without a picture: the first letter, on a colour of its own that is always the same.</summary>
    private static void Picture(Html page, CatalogueItem item)
    {
        if (item.Picture is not null)
            page.Add($"<div class=\"picture\"><img src=\"{item.Picture}\" alt=\"\" loading=\"lazy\"></div>");
        else
            page.Add($"<div class=\"picture letter\" style=\"--hue:{Hue(item.Name)}\" aria-hidden=\"true\">{item.Name.EnumerateRunes().First()}</div>");
    }

    private static int Hue(string name) => (int)(name.Aggregate(0u, (sum, letter) => (sum + letter) * 2654435761u) % 360);

    private static void Facts(Html page, CatalogueItem item)
    {
        page.Add($"<p class=\"facts\"><span>{item.Licence ?? "no licence"}</span>");
        if (item.Branch is not null)
            page.Add($"<span>{item.Branch}</span>");
        if (item.Committed is { } committed)
            page.Add($"<span><time>{committed:yyyy-MM-dd}</time></span>");
        page.Add($"</p>");
    }

    private static void Findings(Html page, CatalogueItem item)
    {
        if (item.Findings.Count == 0)
        {
            page.Add($"<p class=\"nothing\">Nothing was found.</p>");
            return;
        }

        page.Add($"<details><summary>");
        foreach (var severity in (Severity[])[Severity.Error, Severity.Warning, Severity.Advice])
            if (item.Count(severity) is var count and > 0)
                page.Add($"<span class=\"{Kind(severity)}\">{(severity == Severity.Advice ? $"{count} advice" : Words.Plural(count, Kind(severity)))}</span>");
        page.Add($"</summary><ol>");
        foreach (var finding in item.Findings)
        {
            page.Add($"<li class=\"{Kind(finding.Severity)}\">{finding.Message}");
            if (finding.File is not null)
                page.Add($"<code>{finding.File}{(finding.Line is { } line ? $":{line}" : "")}</code>");
            page.Add($"</li>");
        }

        page.Add($"</ol></details>");
    }

    private static string Kind(Severity severity) => severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "advice" };
}
