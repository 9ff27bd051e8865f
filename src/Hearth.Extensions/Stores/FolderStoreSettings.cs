namespace Hearth.Extensions.Stores;

/// <summary>Settings of the store <c>folder</c>.</summary>
/// <param name="Path">The folder; a relative path starts at the workspace's folder.</param>
public sealed record FolderStoreSettings(string Path);
