using System.Collections.Immutable;

namespace Hearth.Host.Catalogs;

/// <summary>The catalog as <c>hearth catalog --json</c> gives it.</summary>
/// <param name="Extensions">By kind, name and path.</param>
public sealed record CatalogView(ImmutableArray<CatalogEntryView> Extensions);
