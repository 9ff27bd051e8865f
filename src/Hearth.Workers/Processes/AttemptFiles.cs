using Hearth.Workers.Protocol;

namespace Hearth.Workers.Processes;

/// <summary>The places of an attempt. Paths from data cannot lead out of them.</summary>
internal sealed class AttemptFiles(AttemptPlaces places) : TaskFiles
{
    public override string Workspace => places.Workspace;

    public override string Artifacts => Made(places.Artifacts);

    public override string Scratch => Made(places.Scratch);

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
        if (Directory.Exists(places.Artifacts))
            Directory.Delete(places.Artifacts, recursive: true);
        Clean();
    }

    public void Clean()
    {
        if (Directory.Exists(places.Scratch))
            Directory.Delete(places.Scratch, recursive: true);
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

    /// <summary>The path with symbolic links followed, as far as it exists.</summary>
    private static string Real(string path)
    {
        var root = Path.GetPathRoot(path)!;
        var real = root;
        foreach (var part in path[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            if (new FileInfo(real) is { LinkTarget: not null } link)
                real = link.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? real;
        }

        return real;
    }
}
