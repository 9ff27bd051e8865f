namespace Catalogue;

/// <summary>What a repository says of itself.</summary>
/// <param name="Name">By the manifest, else by the list.</param>
/// <param name="Tags">What it is about: keywords and category, in one spelling.</param>
/// <param name="Licence">By the manifest, else by the text of the licence file.</param>
/// <param name="LicenceText">Which licence the text of the file is; null when it is not recognised.</param>
/// <param name="Picture">A picture in the copy, to show.</param>
/// <param name="Files">How many there are.</param>
public sealed record Package(
    string Name, string Url, Copy Copy, string? Description, string? Version, IReadOnlyList<string> Tags, IReadOnlyList<Manifest> Manifests,
    string? Licence, string? LicenceFile, string? LicenceText, string? Readme, string? Picture, int Files);
