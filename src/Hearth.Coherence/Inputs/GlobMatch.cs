namespace Hearth.Coherence.Inputs;

/// <summary>A file or folder that a <see cref="Glob"/> stands for.</summary>
/// <param name="Path">Its absolute path.</param>
/// <param name="IsFolder">Whether it is a folder.</param>
public readonly record struct GlobMatch(string Path, bool IsFolder);
