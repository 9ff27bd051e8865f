using Hearth.Workers.Protocol;

namespace Hearth.Workers.Symbols;

/// <summary>Turns the module, method and offset of an error's frames into file and line.</summary>
public static class ErrorPlaces
{
    /// <summary>Adds places to frames that have none. What cannot be resolved stays as it is.</summary>
    /// <param name="error">What a worker reported.</param>
    /// <param name="symbolsOf">The path of the newest PDB of the code with this load key; null where there is none.</param>
    public static AttemptError AddTo(AttemptError error, Func<string, string?> symbolsOf)
    {
        var opened = new Dictionary<string, PortableSymbols?>();
        try
        {
            return AddTo(error, key => opened.TryGetValue(key, out var symbols) ? symbols : opened[key] = Open(symbolsOf(key)));
        }
        finally
        {
            foreach (var symbols in opened.Values)
                symbols?.Dispose();
        }
    }

    private static AttemptError AddTo(AttemptError error, Func<string, PortableSymbols?> symbols) => error with
    {
        Frames = [.. error.Frames.Select(frame => AddTo(frame, symbols))],
        Inner = error.Inner is null ? null : AddTo(error.Inner, symbols),
    };

    private static ErrorFrame AddTo(ErrorFrame frame, Func<string, PortableSymbols?> symbols)
    {
        if (frame is not { File: null, Module: { } module })
            return frame;
        try
        {
            return symbols(module)?.Find(frame.Token, frame.Offset) is { } place ? frame with { File = place.File, Line = place.Line } : frame;
        }
        catch (BadImageFormatException)
        {
            return frame;
        }
    }

    private static PortableSymbols? Open(string? path)
    {
        try
        {
            return path is null ? null : PortableSymbols.Open(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            // An error without lines is still an error; the frames name their methods.
            return null;
        }
    }
}
