using Hearth;

namespace Catalogue;

/// <summary>Where the copy of a repository lies, and what is known of it.</summary>
/// <param name="Folder">From the workspace's folder.</param>
/// <param name="Path">The same, absolute.</param>
public sealed record CopyPlace(string Folder, string Path)
{
    /// <summary>Beside the copy: what it is of.</summary>
    public string RecordFile => Path + ".json";

    /// <summary>Beside the copy: why the last attempt failed.</summary>
    public string FailureFile => Path + ".failed";

    /// <param name="folder">Where copies are kept, inside the workspace.</param>
    /// <param name="url">Of what it is; it need not be one that git may be given.</param>
    /// <param name="files">The workspace.</param>
    public static CopyPlace Of(string folder, string url, TaskFiles files)
    {
        var place = System.IO.Path.Join(folder, CopyName.Of(url)).Replace('\\', '/');
        return new CopyPlace(place, files.Resolve(place));
    }

    /// <summary>Keeps other runs from the copy until it is disposed of, or its process is gone.</summary>
    /// <exception cref="TransientException">Another run has it.</exception>
    public IDisposable Hold()
    {
        try
        {
            return new FileStream(Path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new TransientException($"{Folder}: another run is at this copy. {exception.Message}", exception);
        }
    }

    /// <summary>Why there is no copy; null when that is not known.</summary>
    public string? Failure() => File.Exists(FailureFile) ? Words.Clean(File.ReadAllText(FailureFile), 500) : null;
}
