using System.Collections.Immutable;

namespace Hearth.Host.Results;

/// <summary>What an execution declares that it reads of the file system, as paths and patterns. Immutable.</summary>
/// <param name="Files">Files, by content.</param>
/// <param name="Folders">Folders, by what is in them and below.</param>
/// <param name="Exclude">Names that are passed over.</param>
internal sealed record DeclaredPaths(ImmutableArray<string> Files, ImmutableArray<string> Folders, ImmutableArray<string> Exclude)
{
    private const char Separator = '\0', File = 'f', Folder = 'd', Excluded = 'x';

    /// <summary>Whether it reads nothing.</summary>
    public bool IsEmpty => Files.IsEmpty && Folders.IsEmpty;

    /// <summary>All of it in one text: two that are the same have the same.</summary>
    public string Key => string.Join(Separator, Files.Select(path => File + path).Concat(Folders.Select(path => Folder + path)).Concat(Exclude.Select(name => Excluded + name)));

    /// <summary>What a key stands for.</summary>
    public static DeclaredPaths Of(string key)
    {
        var parts = key.Split(Separator).ToLookup(part => part[0], part => part[1..]);
        return new DeclaredPaths([.. parts[File]], [.. parts[Folder]], [.. parts[Excluded]]);
    }

    /// <summary>For people.</summary>
    public override string ToString() =>
        string.Join(", ", Files.Concat(Folders.Select(path => $"names in {path}"))) + (Exclude.IsEmpty ? "" : $" without {string.Join(", ", Exclude)}");
}
