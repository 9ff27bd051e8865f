using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Hearth.Coherence.Inputs;

/// <summary>Inputs by their absolute paths. Nothing is ever removed. Safe for use from several threads.</summary>
/// <typeparam name="T">What they are.</typeparam>
internal sealed class InputPaths<T>
    where T : class
{
    private readonly ConcurrentDictionary<string, T> _inputs = new(StringComparer.Ordinal);

    /// <summary>The folders that have inputs below them: most events are of paths that nobody reads, and must not cost a look at all inputs.</summary>
    private readonly ConcurrentDictionary<string, bool> _folders = new(StringComparer.Ordinal);

    public int Count => _inputs.Count;

    public IEnumerable<T> All => _inputs.Select(input => input.Value);

    public T? Find(string path) => _inputs.GetValueOrDefault(path);

    public bool TryGet(string path, [MaybeNullWhen(false)] out T input) => _inputs.TryGetValue(path, out input);

    public T GetOrAdd<TArgument>(string path, Func<string, TArgument, T> make, TArgument argument)
    {
        // The folders first: an input that can be read can be hinted at.
        AddFolder(Path.GetDirectoryName(path));
        return _inputs.GetOrAdd(path, make, argument);
    }

    /// <summary>Those below a folder. It looks at all, if there are any.</summary>
    public IEnumerable<T> Below(string folder)
    {
        var start = folder.EndsWith(Path.DirectorySeparatorChar) ? folder : folder + Path.DirectorySeparatorChar;
        return _folders.ContainsKey(Path.TrimEndingDirectorySeparator(folder))
            ? _inputs.Where(input => input.Key.StartsWith(start, StringComparison.Ordinal)).Select(input => input.Value)
            : [];
    }

    /// <summary>From the top down: where one is known, those above it are.</summary>
    private void AddFolder(string? folder)
    {
        if (folder is null || _folders.ContainsKey(folder))
            return;
        AddFolder(Path.GetDirectoryName(folder));
        _folders.TryAdd(folder, true);
    }
}
