namespace Hearth.Modules.Graph;

/// <summary>A <c>global using</c> directive that acts on files beside its own.</summary>
/// <param name="Text">The directive.</param>
/// <param name="File">Where it stands.</param>
/// <param name="Alias">The name that it gives; null where it opens a namespace or a type.</param>
/// <param name="Uses">What it refers to.</param>
internal sealed record GlobalDirective(string Text, string File, string? Alias, FileUses Uses)
{
    /// <summary>Whether a file's compilation needs it. One that opens a type of the program, or names it, matters only to files that make use of that.</summary>
    public bool Concerns(FileFacts file, FileUses uses) =>
        file.Path != File && (Alias is null ? Uses.Files.All(used => used == file.Path || uses.Files.Contains(used)) : file.Mentioned.Contains(Alias));
}
