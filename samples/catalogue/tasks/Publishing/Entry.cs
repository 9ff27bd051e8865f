namespace Catalogue;

/// <summary>A repository as the catalogue shows it.</summary>
public sealed record Entry(Package Package, IReadOnlyList<Finding> Findings);
