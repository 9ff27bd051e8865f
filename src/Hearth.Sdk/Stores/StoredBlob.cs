namespace Hearth;

/// <summary>A blob in a store.</summary>
/// <param name="Name">Its name, with forward slashes.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Changed">When it was put there.</param>
public sealed record StoredBlob(string Name, long Bytes, DateTimeOffset Changed);
