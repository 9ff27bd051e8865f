using Hearth.Workers.Protocol;
using Hearth.Workers.Symbols;

namespace Hearth.Host.Runs;

/// <summary>Adds to an error the lines of source that it came from.</summary>
internal static class SourceLines
{
    private const int MostFrames = 5, LongestLine = 200;

    /// <param name="error">What a worker reported.</param>
    /// <param name="root">The workspace's folder.</param>
    /// <param name="symbolsOf">The PDB of the code with a load key.</param>
    public static AttemptError AddTo(AttemptError error, string root, Func<string, string?> symbolsOf) => AddTo(ErrorPlaces.AddTo(error, symbolsOf), root);

    private static AttemptError AddTo(AttemptError error, string root) => error with
    {
        Frames = [.. error.Frames.Select((frame, index) => index < MostFrames ? AddTo(frame, root) : frame)],
        Inner = error.Inner is null ? null : AddTo(error.Inner, root),
    };

    private static ErrorFrame AddTo(ErrorFrame frame, string root)
    {
        if (frame.File is null || frame.Line < 1)
            return frame;
        try
        {
            var line = File.ReadLines(Path.Combine(root, frame.File)).ElementAtOrDefault(frame.Line - 1)?.Trim();
            return frame with { Source = line is { Length: > LongestLine } ? line[..LongestLine] + "…" : line };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // The source has moved since it was compiled; the place is still worth saying.
            return frame;
        }
    }
}
