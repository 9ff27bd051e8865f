namespace Hearth.Coherence.Watching;

/// <summary>What is to be watched. Immutable.</summary>
/// <param name="Root">The folder, by its absolute path, with no separator at its end.</param>
/// <param name="ProbeFolder">The folder of the probes, likewise.</param>
/// <param name="IsExcluded">Which folders are left out, with all below them.</param>
internal sealed record WatchedFolder(string Root, string ProbeFolder, Func<string, bool> IsExcluded)
{
    /// <summary>Whether it lies below the root.</summary>
    public bool IsBelow(string path) => path.Length > Root.Length && path.StartsWith(Root, StringComparison.Ordinal)
        && (path[Root.Length] == Path.DirectorySeparatorChar || Path.EndsInDirectorySeparator(Root));

    /// <summary>Whether it lies in a folder that is left out; such a folder itself does not.</summary>
    public bool IsHidden(string path)
    {
        for (var folder = Path.GetDirectoryName(path); folder is not null && IsBelow(folder); folder = Path.GetDirectoryName(folder))
            if (IsExcluded(folder) || folder == ProbeFolder)
                return true;
        return false;
    }
}
