namespace Catalogue;

/// <summary>A local copy of a repository. The same commit gives the same copy, so that what is computed from it need not be computed again.</summary>
/// <param name="Folder">Where it lies, from the workspace's folder.</param>
/// <param name="Branch">The branch that it is of; null when the repository's head is on none.</param>
/// <param name="Commit">What was copied; null when the repository is empty.</param>
/// <param name="Committed">When that was committed.</param>
public sealed record Copy(string Folder, string? Branch, string? Commit, DateTimeOffset? Committed);
