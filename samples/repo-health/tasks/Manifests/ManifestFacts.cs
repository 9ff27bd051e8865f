namespace RepoHealth;

/// <summary>What the manifest of a package says.</summary>
public sealed record ManifestFacts(string File, string? Name, string? Version, string? Description, string? Licence, int Dependencies);
