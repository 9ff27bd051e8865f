namespace Hearth.Host.Catalogs;

/// <summary>An extension in the catalog.</summary>
/// <param name="Kind">task, resource, vault, store or report.</param>
/// <param name="Name">Its name.</param>
/// <param name="Path">Its file, from the workspace's folder.</param>
/// <param name="Fingerprint">Of its code, as it was last compiled.</param>
/// <param name="State">indexed, compiled, compile-failed, validation-failed, unreadable, orphaned or removed.</param>
/// <param name="Error">Why it cannot be used.</param>
/// <param name="FirstSeen">When it was first found.</param>
/// <param name="Changed">When its code last changed.</param>
/// <param name="Since">When it came into its state.</param>
public sealed record CatalogEntryView(
    string Kind, string Name, string Path, string? Fingerprint, string State, string? Error, DateTimeOffset FirstSeen, DateTimeOffset Changed, DateTimeOffset Since);
