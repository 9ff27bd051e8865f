using Hearth;

namespace Catalogue;

/// <summary>Says of a failed git command whether it may succeed later, by what git, curl and ssh print.</summary>
public static class GitErrors
{
    /// <summary>Those that stand beside words of <see cref="Later"/> and make them final.</summary>
    private static readonly string[] Never =
    [
        "does not appear to be a git repository", "does not exist", "not found", "Permission denied", "Authentication failed", "could not read Username", "Host key verification failed",
        "not allowed", "couldn't find remote ref",
    ];

    private static readonly string[] Later =
    [
        "Could not resolve host", "Temporary failure in name resolution", "Connection timed out", "Operation timed out", "Connection refused", "Connection reset", "Failed to connect",
        "Network is unreachable", "No route to host", "early EOF", "unexpected disconnect", "hung up unexpectedly", "RPC failed", "returned error: 429", "returned error: 5",
        "TLS connection was non-properly terminated",
    ];

    public static bool IsTransient(string error) =>
        !Never.Any(words => error.Contains(words, StringComparison.OrdinalIgnoreCase)) && Later.Any(words => error.Contains(words, StringComparison.OrdinalIgnoreCase));

    public static Exception Of(string verb, string error, int exitCode)
    {
        var message = $"git {verb}: {Reason(error) ?? $"exit code {exitCode}"}";
        return IsTransient(error) ? new TransientException(message) : new InvalidOperationException(message);
    }

    /// <summary>The line that says what is wrong, without its prefix.</summary>
    private static string? Reason(string error)
    {
        var lines = error.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var line = lines.FirstOrDefault(line => line.StartsWith("fatal: ", StringComparison.Ordinal)) ?? lines.FirstOrDefault(line => line.StartsWith("error: ", StringComparison.Ordinal)) ?? lines.LastOrDefault();
        return Words.Clean(line?[(line.StartsWith("fatal: ", StringComparison.Ordinal) || line.StartsWith("error: ", StringComparison.Ordinal) ? "fatal: ".Length : 0)..], 300);
    }
}
