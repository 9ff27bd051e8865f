namespace Hearth.Modules.Catalogs;

/// <summary>What is known of an extension. Kind, name (whatever its case) and path tell rows apart: two that claim one name have a row each.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="Path">Its file, from the workspace's folder.</param>
/// <param name="Fingerprint">Of its code, as it was last compiled.</param>
/// <param name="State">How it stands.</param>
/// <param name="Error">Why it cannot be used, where it cannot.</param>
/// <param name="FirstSeen">When it was first found.</param>
/// <param name="Changed">When its code last changed.</param>
/// <param name="Since">When it came into its state.</param>
public sealed record CatalogRow(
    ExtensionKind Kind, string Name, string Path, string? Fingerprint, CatalogState State, string? Error, DateTimeOffset FirstSeen, DateTimeOffset Changed, DateTimeOffset Since);
