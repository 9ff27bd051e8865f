namespace RepoHealth;

/// <summary>Writes the table of packages, best first, each with a row of details that opens without a script.</summary>
public static class PackageTable
{
    public static void Write(Html page, ReportDocument report)
    {
        page.Add($"<section class=\"card list\"><div class=\"bar-top\"><h2>Packages</h2><div class=\"tools\" hidden><div class=\"grades\" role=\"group\" aria-label=\"Grades\">");
        foreach (var grade in ReportSummary.AllGrades)
            page.Add($"<button type=\"button\" class=\"chip {grade}\" data-grade=\"{grade}\" aria-pressed=\"false\"><b>{grade}</b> {Figures.Count(report.Summary.Grades[grade])}</button>");
        page.Add($"</div><input type=\"search\" placeholder=\"Filter: name, licence, issue …\" aria-label=\"Filter\"></div></div>\n");
        page.Add($"<p class=\"count\" role=\"status\" hidden></p>\n<table class=\"packages\"><thead><tr><th scope=\"col\" data-sort=\"text\">Package</th><th scope=\"col\" data-sort=\"number\" aria-sort=\"descending\">Score</th>");
        page.Add($"<th scope=\"col\" class=\"wide\" data-sort=\"text\">Licence</th><th scope=\"col\" class=\"wide\" data-sort=\"text\">Language</th><th scope=\"col\" class=\"medium\" data-sort=\"text\">Last change</th>");
        page.Add($"<th scope=\"col\" class=\"wide number\" data-sort=\"number\">Size</th><th scope=\"col\" class=\"medium number\" data-sort=\"number\">Broken links</th></tr></thead>\n");
        foreach (var package in report.Packages.OrderByDescending(package => package.Score).ThenBy(package => package.Index))
            Row(page, package);
        page.Add($"</table></section>\n");
    }

    private static void Row(Html page, ReportPackage package)
    {
        var language = package.Languages.Keys.FirstOrDefault() ?? "";
        var date = package.LastCommit is { } last ? $"{last:yyyy-MM-dd}" : "";
        page.Add($"<tbody data-grade=\"{package.Grade}\"><tr><th scope=\"row\" data-v=\"{package.Name}\"><details><summary><span class=\"name\">{package.Name}</span>{Path(package)}</summary></details></th>");
        page.Add($"<td data-v=\"{package.Score}\" class=\"score {package.Grade}\"><span class=\"grade\">{package.Grade}</span> {package.Score}</td>");
        page.Add($"<td class=\"wide\">{package.Licence ?? "–"}</td><td class=\"wide\">{(language.Length == 0 ? "–" : language)}</td>");
        page.Add($"<td class=\"medium date\" data-v=\"{date}\">{(package.LastCommitSource == CommitSource.Files ? $"≈ {date}" : date.Length == 0 ? "–" : date)}</td>");
        page.Add($"<td class=\"wide number\" data-v=\"{package.Bytes}\">{Figures.Bytes(package.Bytes)}</td><td class=\"medium number\" data-v=\"{package.BrokenLinks}\">{(package.BrokenLinks == 0 ? "–" : Figures.Count(package.BrokenLinks))}</td></tr>");
        page.Add($"<tr class=\"more\"><td colspan=\"7\">");
        Details(page, package);
        page.Add($"</td></tr></tbody>\n");
    }

    /// <summary>A path that says no more than the name is left out.</summary>
    private static Html.Raw Path(ReportPackage package) =>
        new(package.Path == package.Name ? "" : new Html().Add($"<span class=\"path\">{package.Path}</span>").ToString());

    private static void Details(Html page, ReportPackage package)
    {
        if (package.Description is { } description)
            page.Add($"<p>{description}</p>");
        page.Add($"<ul class=\"points\">");
        foreach (var criterion in package.Criteria)
            page.Add($"<li class=\"{(criterion.Of == 0 ? "none" : criterion.Points == criterion.Of ? "full" : "part")}\"><b>{criterion.Name}</b><span>{(criterion.Of == 0 ? "–" : $"{criterion.Points}/{criterion.Of}")}</span><span>{criterion.Reason}</span></li>");
        page.Add($"</ul>");
        page.Add($"<p class=\"facts\">{Facts(package)}</p>");
        if (package.Broken.Count > 0)
        {
            page.Add($"<h3>Broken links</h3><ul class=\"plain\">");
            foreach (var link in package.Broken)
                page.Add($"<li><code>{link.File}:{link.Line}</code> → <code>{link.Target}</code> {link.Why}</li>");
            if (package.BrokenLinks > package.Broken.Count)
                page.Add($"<li>and {package.BrokenLinks - package.Broken.Count} more</li>");
            page.Add($"</ul>");
        }

        if (package.Notes.Count == 0)
            return;
        page.Add($"<h3>Notes</h3><ul class=\"plain\">");
        foreach (var note in package.Notes)
            page.Add($"<li>{note}</li>");
        page.Add($"</ul>");
    }

    private static string Facts(ReportPackage package)
    {
        var languages = package.Languages.Take(5).Select(language => $"{language.Key} {Text.Plural(language.Value, "line")}");
        string?[] facts = [package.Version is { } version ? $"version {version}" : null, Text.Plural(package.Files, "file"), Figures.Bytes(package.Bytes), .. languages];
        return string.Join(" · ", facts.OfType<string>());
    }
}
