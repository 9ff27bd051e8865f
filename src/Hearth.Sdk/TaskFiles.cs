namespace Hearth;

/// <summary>The places where an attempt reads and writes. Safe for use from several threads.</summary>
public abstract class TaskFiles
{
    /// <summary>The workspace's folder, absolute.</summary>
    public abstract string Workspace { get; }

    /// <summary>
    /// The folder for what the step leaves behind (reports, pictures, tables), absolute. It is this step's (and this item's) own within the run, is kept
    /// with the run and is emptied before each attempt, so that a failed attempt leaves nothing in a later one's result. Made when first asked for.
    /// </summary>
    public abstract string Artifacts { get; }

    /// <summary>A folder for intermediate files, absolute, empty at the start and deleted after the attempt. Made when first asked for.</summary>
    public abstract string Scratch { get; }

    /// <summary>Turns a path from data or from the input into an absolute path inside the workspace. Relative paths start at the workspace's folder.</summary>
    /// <exception cref="UnauthorizedAccessException">The path leaves the workspace, directly or through a symbolic link.</exception>
    public abstract string Resolve(string path);

    /// <summary>The absolute path for an artifact; folders above it are made.</summary>
    /// <param name="name">A relative path below <see cref="Artifacts"/>, such as <c>report.html</c>.</param>
    /// <exception cref="UnauthorizedAccessException">The name leads out of <see cref="Artifacts"/>.</exception>
    public abstract string Artifact(string name);
}
