namespace Hearth.Coherence.Inputs;

/// <summary>What a folder lists.</summary>
/// <param name="Name">The name.</param>
/// <param name="IsFolder">Whether it is a folder, or a link to one.</param>
/// <param name="IsLink">Whether it is a link.</param>
public readonly record struct FolderEntry(string Name, bool IsFolder, bool IsLink)
{
    /// <summary>Where a link leads, as it is written there; null for what is none.</summary>
    public string? Target { get; init; }
}
