namespace RepoHealth;

/// <summary>The links inside a package.</summary>
/// <param name="Checked">How many links to files and headings there are.</param>
/// <param name="Broken">How many of them lead nowhere.</param>
/// <param name="Examples">The first of those.</param>
public sealed record LinkFacts(int Documents, int Checked, int Broken, IReadOnlyList<BrokenLink> Examples);
