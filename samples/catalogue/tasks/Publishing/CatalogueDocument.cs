namespace Catalogue;

/// <summary>The catalogue, as catalogue.json holds it.</summary>
/// <param name="Notes">What was left out of the list, and why.</param>
public sealed record CatalogueDocument(string Title, DateOnly Generated, CatalogueSummary Summary, IReadOnlyList<CatalogueItem> Repositories, IReadOnlyList<string> Notes);
