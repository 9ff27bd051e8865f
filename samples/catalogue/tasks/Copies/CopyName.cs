using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Catalogue;

/// <summary>Names for copies: readable, one for each url, and nothing that leads anywhere.</summary>
public static partial class CopyName
{
    private const int Longest = 60;

    public static string Of(string url)
    {
        var path = (Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.AbsolutePath : url).TrimEnd('/');
        var parts = (path.EndsWith(".git", StringComparison.Ordinal) ? path[..^4] : path).Split('/', StringSplitOptions.RemoveEmptyEntries);
        var readable = Other().Replace(string.Join('-', parts.TakeLast(2)), "-").Trim('-', '.').ToLowerInvariant();
        var unique = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(url)))[..8];
        return readable.Length == 0 ? unique : $"{readable[..Math.Min(readable.Length, Longest)]}-{unique}";
    }

    [GeneratedRegex("[^A-Za-z0-9._-]+")]
    private static partial Regex Other();
}
