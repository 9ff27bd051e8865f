namespace Catalogue;

/// <summary>A repository in the catalogue.</summary>
/// <param name="Available">Whether it could be copied and looked into.</param>
/// <param name="Reason">Why not.</param>
/// <param name="Picture">The path of its picture, from the page.</param>
public sealed record CatalogueItem(
    string Name, string Url, bool Available, string? Reason, string? Description, string? Version, string? Licence, string? Branch, string? Commit, DateTimeOffset? Committed,
    IReadOnlyList<string> Tags, string? Picture, IReadOnlyList<Finding> Findings)
{
    public static CatalogueItem Of(Entry entry, string? picture)
    {
        var package = entry.Package;
        return new CatalogueItem(
            package.Name, package.Url, true, null, package.Description, package.Version, package.Licence, package.Copy.Branch, package.Copy.Commit, package.Copy.Committed,
            package.Tags, picture, entry.Findings);
    }

    public static CatalogueItem Missing(Repository repository, string reason) => new(
        repository.Name, repository.Url, false, reason, repository.Description, null, null, null, null, null, Catalogue.Tags.Of([repository.Category]), null, []);

    public int Count(Severity severity) => Findings.Count(finding => finding.Severity == severity);
}
