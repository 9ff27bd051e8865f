using System.Security.Cryptography;
using System.Text;

namespace Catalogue;

/// <summary>Writes the catalogue as one page. It needs no network, and its script only filters what is there without it.</summary>
public static class CataloguePage
{
    private const int MostTags = 40;

    public static string Write(CatalogueDocument catalogue)
    {
        var page = new Html();
        page.Add($"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.Add($"<meta name=\"color-scheme\" content=\"light dark\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy()}\">\n");
        page.Add($"<title>{catalogue.Title}</title>\n<style>{new Html.Raw(PageStyle.Css)}</style>\n</head>\n<body>\n");
        Header(page, catalogue);
        page.Add($"<main>\n");
        Tools(page, catalogue);
        page.Add($"<div class=\"cards\">\n");
        foreach (var item in catalogue.Repositories.Where(item => item.Available))
            RepositoryCard.Write(page, item);
        page.Add($"</div>\n<p class=\"none\" hidden>Nothing fits.</p>\n");
        Missing(page, catalogue);
        page.Add($"</main>\n<footer>Made by Hearth, with the workflow <em>catalogue</em>, on <time>{catalogue.Generated:yyyy-MM-dd}</time>. The same in <a href=\"catalogue.json\">catalogue.json</a>, for programs.</footer>\n");
        page.Add($"<script>{new Html.Raw(PageScript.Js)}</script>\n</body>\n</html>\n");
        return page.ToString();
    }

    /// <summary>Only the page's own script runs, even if something else got into the page; pictures are those beside it.</summary>
    private static string Policy() =>
        $"default-src 'none'; img-src 'self' file: data:; style-src 'unsafe-inline'; script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(PageScript.Js)))}'; base-uri 'none'; form-action 'none'";

    private static void Header(Html page, CatalogueDocument catalogue)
    {
        var summary = catalogue.Summary;
        page.Add($"<header><div><h1>{catalogue.Title}</h1><dl>");
        Figure(page, summary.Repositories, summary.Repositories == 1 ? "repository" : "repositories", "");
        Figure(page, summary.Clean, "without findings", "clean");
        Figure(page, summary.Errors, summary.Errors == 1 ? "error" : "errors", "error");
        Figure(page, summary.Warnings, summary.Warnings == 1 ? "warning" : "warnings", "warning");
        Figure(page, summary.Advice, "advice", "advice");
        Figure(page, summary.Repositories - summary.Available, "not available", "");
        page.Add($"</dl></div></header>\n");
    }

    private static void Figure(Html page, int number, string label, string kind) => page.Add($"<div class=\"{kind}\"><dd>{number}</dd><dt>{label}</dt></div>");

    private static void Tools(Html page, CatalogueDocument catalogue)
    {
        var tags = catalogue.Repositories.Where(item => item.Available).SelectMany(item => item.Tags).CountBy(tag => tag)
            .OrderByDescending(tag => tag.Value).ThenBy(tag => tag.Key, StringComparer.Ordinal).Take(MostTags);
        page.Add($"<div class=\"tools\" hidden><input type=\"search\" placeholder=\"Filter\" aria-label=\"Filter\"><div class=\"tags\">");
        foreach (var (tag, count) in tags)
            page.Add($"<button type=\"button\" aria-pressed=\"false\" data-tag=\"{tag}\">{tag} <small>{count}</small></button>");
        page.Add($"</div></div>\n");
    }

    private static void Missing(Html page, CatalogueDocument catalogue)
    {
        var missing = catalogue.Repositories.Where(item => !item.Available).ToList();
        if (missing.Count + catalogue.Notes.Count == 0)
            return;
        page.Add($"<section class=\"missing\"><h2>Not available</h2><ul>");
        foreach (var item in missing)
            page.Add($"<li><b>{item.Name}</b> <code>{item.Url}</code><p>{item.Reason}</p></li>");
        foreach (var note in catalogue.Notes)
            page.Add($"<li>{note}</li>");
        page.Add($"</ul></section>\n");
    }
}
