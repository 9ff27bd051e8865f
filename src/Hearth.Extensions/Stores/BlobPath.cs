namespace Hearth.Extensions.Stores;

/// <summary>From the name of a blob to a path that cannot lie outside the folder, by its text or through symbolic links.</summary>
internal static class BlobPath
{
    /// <exception cref="UnauthorizedAccessException">The name leads out of the folder.</exception>
    public static string Of(string root, string name)
    {
        var parts = name.Split('/');
        if (parts.Any(part => part is "" or "." or ".." || part.AsSpan().ContainsAny(['\\', ':', '\0'])))
            throw new UnauthorizedAccessException($"'{name}' is no name for a blob: parts between '/' that are neither empty nor '.' or '..', without '\\' and ':'.");
        var path = root;
        foreach (var part in parts)
        {
            path = Path.Combine(path, part);
            if (new FileInfo(path).LinkTarget is not null)
                throw new UnauthorizedAccessException($"'{name}' leads through the symbolic link {path}, maybe out of the store. Nothing was read or written.");
        }

        return path;
    }
}
