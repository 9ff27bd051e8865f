namespace RepoHealth;

/// <summary>What was found in a package.</summary>
public sealed record Inspection(
    int Index,
    string Name,
    string Path,
    LicenceFacts Licence,
    ManifestFacts? Manifest,
    ReadmeFacts? Readme,
    CommitFacts LastCommit,
    SizeFacts Size,
    IReadOnlyDictionary<string, int> Languages,
    LinkFacts Links,
    string? Tests,
    string? Ci,
    IReadOnlyList<string> Notes);
