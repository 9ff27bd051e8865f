using Hearth.Workers.Protocol;

namespace Hearth.Workers.Processes;

/// <summary>The places of an attempt. Paths from data cannot lead out of them.</summary>
/// <param name="places">The places.</param>
/// <param name="isFirst">Whether it is certain that nothing of an earlier attempt lies there.</param>
internal sealed class AttemptFiles(AttemptPlaces places, bool isFirst) : TaskFiles
{
    private const int MostLinks = 40;
    private volatile bool _hasScratch;

    public override string Workspace => places.Workspace;

    public override string Artifacts => Made(places.Artifacts);

    public override string Scratch
    {
        get
        {
            _hasScratch = true;
            return Made(places.Scratch);
        }
    }

    public override string Resolve(string path) => Confine(places.Workspace, path, "the workspace");

    public override string Artifact(string name)
    {
        var path = Confine(Artifacts, name, "the artifacts of this step");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    /// <summary>Removes what an earlier attempt left.</summary>
    public void Prepare()
    {
        if (isFirst)
            return;
        Delete(places.Artifacts);
        Delete(places.Scratch);
    }

    public void Clean()
    {
        if (_hasScratch)
            Delete(places.Scratch);
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static string Made(string directory)
    {
        Directory.CreateDirectory(directory);
        return directory;
    }

    private static string Confine(string root, string path, string what)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = Path.GetFullPath(path, root);
        if (!IsInside(root, full) || !IsInside(Real(root), Real(full)))
            throw new UnauthorizedAccessException($"'{path}' leads out of {what} ({root}).");
        return full;
    }

    private static bool IsInside(string root, string path) =>
        path == root || path.StartsWith(root.EndsWith(Path.DirectorySeparatorChar) ? root : root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>The path with symbolic links followed, as far as it exists; those in the targets of links too.</summary>
    private static string Real(string path)
    {
        var real = Path.GetPathRoot(path)!;
        var rest = new Stack<string>(Parts(path[real.Length..]));
        for (var links = 0; rest.TryPop(out var part);)
        {
            var next = part == ".." ? Path.GetDirectoryName(real) ?? real : Path.Combine(real, part);
            if (part == ".." || new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MostLinks)
                throw new IOException($"Too many symbolic links in '{path}'.");
            if (Path.IsPathRooted(target))
                real = Path.GetPathRoot(target)!;
            foreach (var piece in Parts(target[(Path.GetPathRoot(target)?.Length ?? 0)..]))
                rest.Push(piece);
        }

        return real;
    }

    /// <summary>Last first.</summary>
    private static IEnumerable<string> Parts(string path) =>
        path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").Reverse();
}
