namespace RepoHealth;

/// <summary>A link that leads nowhere.</summary>
public sealed record BrokenLink(string File, int Line, string Target, string Why);
