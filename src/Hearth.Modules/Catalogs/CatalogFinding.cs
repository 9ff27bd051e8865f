namespace Hearth.Modules.Catalogs;

/// <summary>An extension that was found.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="Path">Its file.</param>
/// <param name="Fingerprint">Of its code; null where it is not compiled.</param>
/// <param name="State">How it stands.</param>
/// <param name="Error">Why it cannot be used, where it cannot.</param>
public sealed record CatalogFinding(ExtensionKind Kind, string Name, string Path, string? Fingerprint, CatalogState State, string? Error = null);
