using System.Security.Cryptography;
using System.Text;

namespace RepoHealth;

/// <summary>Writes the report as one page that needs nothing else: no network, and no script to be read.</summary>
public static class HtmlPage
{
    public static string Write(ReportDocument report)
    {
        var page = new Html();
        page.Add($"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.Add($"<meta name=\"color-scheme\" content=\"light dark\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy()}\">\n");
        page.Add($"<title>{report.Title}</title>\n<style>{new Html.Raw(PageStyle.Css)}</style>\n</head>\n<body>\n<main>\n");
        page.Add($"<header><h1>{report.Title}</h1><p>{Text.Plural(report.Summary.Packages, "package")} in <code>{report.Folder}</code> · <time>{report.Generated:yyyy-MM-dd}</time></p></header>\n");
        if (report.Packages.Count == 0)
            page.Add($"<section class=\"card empty\"><h2>No packages found</h2><p>A package is a folder with a <code>.git</code> or a manifest: package.json, *.csproj, *.sln, pyproject.toml, setup.py, Cargo.toml, go.mod, pom.xml, build.gradle, composer.json or Gemfile. Hidden folders and node_modules, bin, obj, vendor and target are not searched.</p></section>\n");
        else
            Overview(page, report);
        Notes(page, report.Notes);
        if (report.Packages.Count > 0)
            PackageTable.Write(page, report);
        page.Add($"<footer>Made by Hearth, with the workflow <em>repo-health</em>. Scores are what the criteria say, no more: read them as a place to begin.</footer>\n</main>\n");
        page.Add($"<script>{new Html.Raw(PageScript.Js)}</script>\n</body>\n</html>\n");
        return page.ToString();
    }

    /// <summary>Only the page's own script runs, even if something else got into the page.</summary>
    private static string Policy() =>
        $"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(PageScript.Js)))}'; base-uri 'none'; form-action 'none'";

    private static void Overview(Html page, ReportDocument report)
    {
        var summary = report.Summary;
        page.Add($"<section class=\"figures\" aria-label=\"Figures\">");
        var grade = Scoring.Grade((int)summary.AverageScore);
        Figure(page, $"{summary.AverageScore:0.#}", "average score", $"grade {grade}", grade);
        Figure(page, Figures.Count(summary.Packages), summary.Packages == 1 ? "package" : "packages", $"{Figures.Count(summary.Grades["A"])} with grade A", "");
        Figure(page, Figures.Share(summary.Licensed, summary.Packages), "with a licence", $"{Figures.Count(summary.Packages - summary.Licensed)} without", "");
        Figure(page, Figures.Count(summary.BrokenLinks), summary.BrokenLinks == 1 ? "broken link" : "broken links", $"in {Text.Plural(summary.WithBrokenLinks, "package")}", "");
        Figure(page, Figures.Count(summary.Stale), "stale", "no change for two years", "");
        page.Add($"</section>\n<div class=\"columns\"><section class=\"card\"><h2>Scores</h2>{ScoreChart.Draw(report.Packages)}</section>\n");
        Criteria(page, report.Packages);
        page.Add($"</div>\n");
    }

    private static void Figure(Html page, string number, string label, string detail, string grade) =>
        page.Add($"<div class=\"card figure {grade}\"><b>{number}</b><span>{label}</span><small>{detail}</small></div>");

    /// <summary>How much of each criterion's points the packages have: the lowest is where work pays most.</summary>
    private static void Criteria(Html page, IReadOnlyList<ReportPackage> packages)
    {
        page.Add($"<section class=\"card\"><h2>Criteria</h2><p class=\"hint\">Share of the points, over all packages</p><table class=\"criteria\"><tbody>");
        foreach (var criterion in packages.SelectMany(package => package.Criteria).GroupBy(criterion => criterion.Name))
        {
            var of = criterion.Sum(one => one.Of);
            var share = of == 0 ? 0 : 100.0 * criterion.Sum(one => one.Points) / of;
            page.Add($"<tr><th scope=\"row\">{criterion.Key}</th><td><div class=\"meter\"><i style=\"width:{share:0.#}%\"></i></div></td><td class=\"number\">{(of == 0 ? "–" : $"{share:0} %")}</td></tr>");
        }

        page.Add($"</tbody></table></section>\n");
    }

    private static void Notes(Html page, IReadOnlyList<string> notes)
    {
        if (notes.Count == 0)
            return;
        page.Add($"<section class=\"card\"><h2>Not looked at</h2><ul>");
        foreach (var note in notes.Take(100))
            page.Add($"<li>{note}</li>");
        page.Add($"</ul></section>\n");
    }
}
