namespace Hearth.Modules.Projects;

/// <summary>How paths are shown: relative to the workspace, with forward slashes, the same on every system.</summary>
internal static class PathNames
{
    public static string Relative(string directory, string path)
    {
        // The common case, for which Path.GetRelativePath does far more work.
        var inside = path.Length > directory.Length && path.StartsWith(directory, StringComparison.Ordinal)
            && path[directory.Length] == Path.DirectorySeparatorChar;
        var relative = inside ? path[(directory.Length + 1)..] : Path.GetRelativePath(directory, path);
        return Path.DirectorySeparatorChar == '/' ? relative : relative.Replace(Path.DirectorySeparatorChar, '/');
    }

    /// <summary>What the tasks folder is called.</summary>
    public static string TasksOf(CompileRequest request) => Relative(request.WorkspaceDirectory, request.TasksDirectory);

    /// <summary>Project files written on Windows have backslashes.</summary>
    public static string Native(string path) => path.Replace('\\', '/').Replace('/', Path.DirectorySeparatorChar);
}
