namespace RepoHealth;

/// <summary>When a package was last changed.</summary>
public sealed record CommitFacts(DateOnly? Date, CommitSource Source);
