namespace Catalogue;

/// <summary>Rules about a repository as a whole. Each gives nothing or one finding.</summary>
public static class PackageRules
{
    private const int ShortReadme = 12;

    public static IEnumerable<Finding> Check(Package package, IReadOnlyList<string> readme)
    {
        if (package.Files == 0)
            return [new Finding("empty", Severity.Error, "The repository is empty.")];
        Finding?[] findings =
        [
            ReadmeMissing(package), ReadmeShort(package, readme), LicenceMissing(package), LicenceUnknown(package), LicenceDisagrees(package),
            DescriptionMissing(package), VersionMissing(package),
        ];
        return findings.OfType<Finding>();
    }

    private static Finding? ReadmeMissing(Package package) => package.Readme is null ? new("readme-missing", Severity.Error, "There is no README.") : null;

    private static Finding? ReadmeShort(Package package, IReadOnlyList<string> readme) =>
        package.Readme is not null && readme.Sum(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length) is var words and < ShortReadme
            ? new("readme-short", Severity.Warning, $"The README has {Words.Plural(words, "word")}.", package.Readme, 1) : null;

    private static Finding? LicenceMissing(Package package) => (package.LicenceFile, package.Licence) switch
    {
        (null, null) => new("licence-missing", Severity.Error, "There is no licence: nobody may use it."),
        (null, { } named) => new("licence-missing", Severity.Warning, $"The manifest says {named}, but the text of the licence is not there.", Manifest(package)?.File),
        _ => null,
    };

    private static Finding? LicenceUnknown(Package package) => package is { LicenceFile: not null, LicenceText: null, Licence: null }
        ? new("licence-unknown", Severity.Warning, "The licence is none that is known.", package.LicenceFile, 1) : null;

    private static Finding? LicenceDisagrees(Package package) => package is { LicenceText: { } text, Licence: { } named } && !Licences.Agree(named, text)
        ? new("licence-disagrees", Severity.Error, $"The manifest says {named}, the licence file {text}.", package.LicenceFile, 1) : null;

    private static Finding? DescriptionMissing(Package package) => Manifest(package) is { Description: null } manifest
        ? new("description-missing", Severity.Warning, "The manifest has no description.", manifest.File) : null;

    private static Finding? VersionMissing(Package package) => Manifest(package) is { Version: null } manifest
        ? new("version-missing", Severity.Warning, "The manifest has no version.", manifest.File) : null;

    private static Manifest? Manifest(Package package) => package.Manifests.FirstOrDefault(manifest => manifest.Error is null);
}
