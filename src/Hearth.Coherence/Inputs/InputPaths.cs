using System.Collections.Concurrent;

namespace Hearth.Coherence.Inputs;

/// <summary>Inputs by their paths.</summary>
internal static class InputPaths
{
    /// <summary>Those below a folder. It looks at all: events of folders are rare.</summary>
    public static IEnumerable<T> Below<T>(ConcurrentDictionary<string, T> inputs, string folder)
    {
        var start = folder.EndsWith(Path.DirectorySeparatorChar) ? folder : folder + Path.DirectorySeparatorChar;
        return inputs.Where(input => input.Key.StartsWith(start, StringComparison.Ordinal)).Select(input => input.Value);
    }
}
