using System.IO.Enumeration;

namespace Hearth.Modules.Projects;

/// <summary>The patterns of project files: <c>*</c> and <c>?</c> within a name, <c>**</c> for any folders.</summary>
internal static class Glob
{
    /// <summary>Whether a path matches; both are relative to the same folder and have forward slashes.</summary>
    public static bool Matches(string pattern, string path) => Matches(pattern.Split('/'), path.Split('/'));

    /// <summary>The part before the first wildcard: where a search begins.</summary>
    public static string FixedDirectory(string pattern)
    {
        var segments = pattern.Split('/');
        var wildcard = Array.FindIndex(segments, HasWildcard);
        return string.Join('/', segments[..(wildcard < 0 ? segments.Length - 1 : Math.Min(wildcard, segments.Length - 1))]);
    }

    public static bool HasWildcard(string pattern) => pattern.AsSpan().ContainsAny('*', '?');

    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        if (pattern.IsEmpty)
            return path.IsEmpty;
        if (pattern[0] == "**")
            return Matches(pattern[1..], path) || (!path.IsEmpty && Matches(pattern, path[1..]));
        return !path.IsEmpty
            && FileSystemName.MatchesSimpleExpression(pattern[0], path[0], ignoreCase: OperatingSystem.IsWindows())
            && Matches(pattern[1..], path[1..]);
    }
}
