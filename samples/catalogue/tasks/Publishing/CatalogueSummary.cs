namespace Catalogue;

/// <summary>The catalogue in figures.</summary>
/// <param name="Clean">Available, and nothing was found.</param>
public sealed record CatalogueSummary(int Repositories, int Available, int Clean, int Errors, int Warnings, int Advice)
{
    public static CatalogueSummary Of(IReadOnlyList<CatalogueItem> items) => new(
        items.Count,
        items.Count(item => item.Available),
        items.Count(item => item.Available && item.Findings.Count == 0),
        items.Sum(item => item.Count(Severity.Error)),
        items.Sum(item => item.Count(Severity.Warning)),
        items.Sum(item => item.Count(Severity.Advice)));
}
