namespace Hearth.Store;

/// <summary>A row of the catalog of extensions. The store does not know what kinds and states mean.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Name">The name; with kind and path it tells rows apart, whatever its case.</param>
/// <param name="Path">The file.</param>
/// <param name="Fingerprint">Of its code.</param>
/// <param name="State">How it stands.</param>
/// <param name="Error">Why it cannot be used.</param>
/// <param name="FirstSeen">When it was first found.</param>
/// <param name="Changed">When its code last changed.</param>
/// <param name="Since">When it came into its state.</param>
public sealed record CatalogRecord(
    string Kind, string Name, string Path, string? Fingerprint, string State, string? Error, DateTimeOffset FirstSeen, DateTimeOffset Changed, DateTimeOffset Since);
