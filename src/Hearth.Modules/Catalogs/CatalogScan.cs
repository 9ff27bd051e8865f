using System.Collections.Immutable;

namespace Hearth.Modules.Catalogs;

/// <summary>What one look at the workspace found.</summary>
/// <param name="Found">The extensions.</param>
/// <param name="Faults">The files that stood in the way.</param>
/// <param name="Files">Every file that is there, of those that the catalog speaks of.</param>
/// <param name="IsComplete">Whether a file without a fault was looked through: what it had and was not found is removed. Not so where nothing was compiled.</param>
public sealed record CatalogScan(
    ImmutableArray<CatalogFinding> Found, ImmutableArray<CatalogFault> Faults, ImmutableHashSet<string> Files, bool IsComplete);
