namespace RepoHealth;

/// <summary>One thing that is scored.</summary>
/// <param name="Of">The most points there are; 0 when the criterion does not apply.</param>
public sealed record Criterion(string Name, int Points, int Of, string Reason);
