namespace RepoHealth;

/// <summary>How much there is of a package.</summary>
public sealed record SizeFacts(int Files, long Bytes);
