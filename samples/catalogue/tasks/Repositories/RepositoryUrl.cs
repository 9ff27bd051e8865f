namespace Catalogue;

/// <summary>Which urls git is given. Lists come from others, and to git a url may be an option or a program.</summary>
public static class RepositoryUrl
{
    private static readonly string[] Transports = ["https", "ssh", "file"];

    /// <returns>The url, which is safe to give to git.</returns>
    /// <exception cref="ArgumentException">It is refused; the message says why.</exception>
    public static string Check(string url)
    {
        if (url.StartsWith('-'))
            throw Refused(url, "git would take it for an option");
        if (!Transports.Any(transport => url.StartsWith($"{transport}://", StringComparison.OrdinalIgnoreCase)))
            throw Refused(url, "only https://, ssh:// and file:// are used");
        if (url.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter)))
            throw Refused(url, "it has spaces or control characters");
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri))
            throw Refused(url, "it is not well formed");
        if (uri.Host.StartsWith('-') || uri.UserInfo.StartsWith('-'))
            throw Refused(url, "ssh would take its host for an option");
        if (uri.AbsolutePath.Trim('/').Length == 0)
            throw Refused(url, "it names no repository");
        return url;
    }

    public static bool IsLocal(string url) => url.StartsWith("file://", StringComparison.OrdinalIgnoreCase);

    private static ArgumentException Refused(string url, string why) => new($"The url '{Words.Clean(url)}' is refused: {why}.");
}
