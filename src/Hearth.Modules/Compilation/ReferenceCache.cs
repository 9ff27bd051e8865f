using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Hearth.Modules.Compilation;

/// <summary>
/// The compiler's view of referenced assemblies. Making it anew costs more than compiling, so it is kept, and checked by size and time at each use.
/// Safe for use from several threads.
/// </summary>
internal sealed class ReferenceCache
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public ImmutableArray<MetadataReference> For(ImmutableArray<string> paths) => [.. paths.Distinct(StringComparer.Ordinal).Select(Reference)];

    private MetadataReference Reference(string path)
    {
        var file = new FileInfo(path);
        if (_entries.TryGetValue(path, out var entry) && entry.Length == file.Length && entry.Written == file.LastWriteTimeUtc)
            return entry.Reference;
        entry = new Entry(file.Length, file.LastWriteTimeUtc, MetadataReference.CreateFromFile(path));
        _entries[path] = entry;
        return entry.Reference;
    }

    private sealed record Entry(long Length, DateTime Written, MetadataReference Reference);
}
